//! Files on their way in: a form of several parts, read piece by piece and written as it is read.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use multer::{Constraints, Field, Multipart, SizeLimit};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::attachments::kind::{FileType, Inspection};
use crate::attachments::store::{Claim, Writer};
use crate::attachments::{MAX_SIZE, MAX_TOTAL, MEGABYTE, Usage, name};
use crate::error::{AppError, FieldErrors};
use crate::i18n::{Message, MessageArg};
use crate::web::fields::Fields;
use crate::web::multipart::{self, refused};
use crate::web::pieces::{Patience, in_pieces};

/// How large a whole request may be, in bytes: all that a trip may have, and what stands between the files.
const MAX_REQUEST: u64 = MAX_TOTAL + MEGABYTE;

/// How large a field may be that is no file, in bytes.
const MAX_TEXT: u64 = 16 * 1024;

/// How many parts a request may have: more than a trip may have files.
const MAX_PARTS: usize = 200;

/// A request that uploads something, of which nothing has been read yet.
pub struct Upload {
    request: Request,
    boundary: String,
}

impl FromRequest<App> for Upload {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &App) -> Result<Self, AppError> {
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let length: Option<u64> = length.and_then(|length| length.parse().ok());
        let boundary = multipart::boundary(request.headers())?;
        if length.is_some_and(|length| length > MAX_REQUEST) {
            return Err(AppError::TooLarge);
        }
        Ok(Self { request, boundary })
    }
}

/// What a request uploaded.
pub(super) struct Received {
    /// Those that are as they should be; nothing refers to them yet.
    pub files: Vec<NewFile>,
    /// How many there were, good or not.
    pub count: usize,
    /// What was typed beside them.
    pub fields: Fields,
    /// What is wrong with the other files, by [`field`].
    pub errors: FieldErrors,
}

/// A file that has been stored.
pub(super) struct NewFile {
    /// The how-manieth of the request it is.
    pub index: usize,
    pub claim: Claim,
    pub name: String,
    pub media_type: &'static str,
    pub size: u64,
    pub sha256: Vec<u8>,
}

/// The field that an error about this file of a request belongs to: the first one's is the input itself.
pub(super) fn field(index: usize) -> String {
    if index == 0 { "files".to_owned() } else { format!("files-{}", index + 1) }
}

impl Upload {
    /// Reads everything, and stores the files that are as they should be.
    pub(super) async fn receive(self, app: &App, mut usage: Usage) -> Result<Received, AppError> {
        let constraints = SizeLimit::new().whole_stream(MAX_REQUEST);
        let (body, patience) = in_pieces(self.request.into_body().into_data_stream());
        let mut parts = Multipart::with_constraints(body, self.boundary, Constraints::new().size_limit(constraints));
        let (mut files, mut errors, mut typed) = (Vec::new(), FieldErrors::default(), Vec::new());
        let (mut index, mut count) = (0, 0);
        while let Some(mut part) = parts.next_field().await.map_err(|error| refused(&error))? {
            patience.renew();
            count += 1;
            if count > MAX_PARTS {
                return Err(AppError::BadRequest { key: "toomanyfields", text: Message::new("error-too-many-fields") });
            }
            let name = part.name().unwrap_or_default().to_owned();
            if name != "files" {
                match text(&mut part, &name, &patience).await? {
                    Ok(text) => typed.push((name, text)),
                    Err(message) => errors.add(name, message),
                }
                continue;
            }
            // What a browser sends if no file was chosen.
            if part.file_name().is_none_or(str::is_empty) {
                continue;
            }
            let kept = file(app, &mut part, index, usage, &patience).await?;
            // What was refused goes by all the same.
            while next(&mut part, &patience).await?.is_some() {}
            match kept {
                Ok(file) => {
                    // Whether it is one too many was asked while it came.
                    let _ = usage.take(&file.name, file.size);
                    files.push(file);
                }
                Err(message) => errors.add(field(index), message),
            }
            index += 1;
        }
        Ok(Received { files, count: index, fields: Fields::from_pairs(typed), errors })
    }
}

/// The next bytes of a part.
async fn next(part: &mut Field<'_>, patience: &Patience) -> Result<Option<Bytes>, AppError> {
    let piece = part.chunk().await.map_err(|error| refused(&error))?;
    patience.renew();
    Ok(piece)
}

/// A field that is text.
async fn text(part: &mut Field<'_>, name: &str, patience: &Patience) -> Result<Result<String, Message>, AppError> {
    let mut bytes = Vec::new();
    while let Some(piece) = next(part, patience).await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() as u64 > MAX_TEXT {
            return Err(AppError::TooLarge);
        }
    }
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    Ok(text.ok_or_else(|| Message::new("error-not-text").with("field", MessageArg::Text(name.to_owned()))))
}

/// A file: stored, or why not.
async fn file(
    app: &App,
    part: &mut Field<'_>,
    index: usize,
    usage: Usage,
    patience: &Patience,
) -> Result<Result<NewFile, Message>, AppError> {
    let sent = part.file_name().unwrap_or_default();
    let Some(name) = name::sanitised(sent) else { return Ok(Err(Message::new("error-attachment-name"))) };
    let declared = part.content_type().map(ToString::to_string).unwrap_or_default();
    let kind = match FileType::of(&name, &declared) {
        Ok(kind) => kind,
        Err(message) => return Ok(Err(message)),
    };
    let about = |key| Message::new(key).with("name", MessageArg::Text(name.clone()));
    let (mut inspection, mut digest, mut size) = (Inspection::new(kind), Sha256::new(), 0);
    let mut writer: Option<Writer> = None;
    while let Some(piece) = next(part, patience).await? {
        // An empty file is one empty piece.
        if piece.is_empty() {
            continue;
        }
        size += piece.len() as u64;
        if size > MAX_SIZE {
            let too_large = about("error-attachment-size");
            return Ok(Err(too_large.with("max", MessageArg::Number(MAX_SIZE / MEGABYTE))));
        }
        let mut with_this = usage;
        if let Err(message) = with_this.take(&name, size) {
            return Ok(Err(message));
        }
        inspection.feed(&piece);
        digest.update(&piece);
        let writer = match &mut writer {
            Some(writer) => writer,
            None => writer.insert(app.store.begin().await?),
        };
        writer.write(piece).await?;
    }
    let Some(writer) = writer else { return Ok(Err(about("error-attachment-empty"))) };
    if let Err(message) = inspection.verdict(&name) {
        return Ok(Err(message));
    }
    let claim = writer.finish().await?;
    Ok(Ok(NewFile { index, claim, name, media_type: kind.media_type, size, sha256: digest.finalize().to_vec() }))
}
