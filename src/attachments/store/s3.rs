//! Files in S3, or whatever speaks as it does: one object each. Small ones are sent at once, others in parts, so that no
//! more than one part is ever held in memory.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Method, Request, Response, StatusCode, header};
use futures_util::stream;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use rusty_s3::actions::{CompleteMultipartUploadResponse, CreateMultipartUpload};
use rusty_s3::{Bucket, Credentials, S3Action as _};
use url::Url;

use crate::attachments::store::settings::{StoreSettings, StoreSettingsError};
use crate::attachments::store::{ByteStream, FileId, Place};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppError;
use crate::web::client::{self, HttpClient, in_full};

/// How large a part is, in bytes: the smallest that S3 takes if it is not the last.
const PART: usize = 5 * 1024 * 1024;

/// How long one try of a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a request is tried. Each of them can be repeated.
const TRIES: u32 = 3;

/// For how long a signed request can be sent.
const SIGNED_FOR: Duration = Duration::from_mins(5);

/// How long an answer that is no file may be, in bytes.
const LONGEST: usize = 64 * 1024;

/// What went wrong with S3.
#[derive(Debug, thiserror::Error)]
#[error("S3: {0}")]
pub(super) struct S3Trouble(String);

impl S3Trouble {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// A file is in S3, but the settings do not say how to get there.
    pub(super) fn not_configured() -> Self {
        Self::new("a file is there, but ATTACHMENTS_URL is not set")
    }
}

impl From<S3Trouble> for AppError {
    fn from(trouble: S3Trouble) -> Self {
        Self::StoreUnavailable(Arc::new(trouble))
    }
}

/// The way to S3.
pub(super) struct S3 {
    settings: StoreSettings,
    client: HttpClient,
    clock: Clock,
}

impl S3 {
    pub(super) fn new(settings: StoreSettings) -> Result<Self, StoreSettingsError> {
        // Whether the bucket can be addressed is known before anybody uploads.
        Bucket::new(settings.endpoint.clone(), settings.style, settings.bucket.clone(), settings.region.clone())?;
        // Amazon goes by the true time, whatever a test says.
        let clock = Clock::system();
        Ok(Self { settings, client: client::trusting(client::usual_authorities())?, clock })
    }

    pub(super) fn describe(&self) -> String {
        format!("s3://{}/{}", self.settings.bucket, self.settings.prefix)
    }

    /// Where a new file is put.
    pub(super) fn place(&self, id: FileId) -> Place {
        Place { bucket: self.settings.bucket.clone(), object: format!("{}{}", self.settings.prefix, id.0) }
    }

    /// A bucket, which may be another than new files are put into, and what requests to it are signed with.
    async fn bucket(&self, place: &Place) -> Result<(Bucket, Credentials), S3Trouble> {
        let StoreSettings { endpoint, style, region, .. } = &self.settings;
        let bucket = Bucket::new(endpoint.clone(), *style, place.bucket.clone(), region.clone());
        let bucket = bucket.map_err(|error| S3Trouble::new(error.to_string()))?;
        Ok((bucket, self.settings.source.get(&self.client, self.clock.now()).await?))
    }

    /// The bytes of an object from the first to the last of these, both included.
    pub(super) async fn read(&self, place: &Place, first: u64, last: u64) -> Result<ByteStream, AppError> {
        let (bucket, credentials) = self.bucket(place).await?;
        let url = bucket.get_object(Some(&credentials), &place.object).sign(SIGNED_FOR);
        let range = format!("bytes={first}-{last}");
        let response = self.send(Method::GET, &url, &Bytes::new(), Some(&range)).await?;
        let body = stream::try_unfold(response.into_body(), |mut body| async move {
            let frame = tokio::time::timeout(PATIENCE, body.frame()).await;
            let frame = frame.map_err(|_| S3Trouble::new("a file breaks off"))?;
            match frame.transpose().map_err(|error| S3Trouble::new(in_full(&error)))? {
                Some(frame) => Ok(Some((frame.into_data().unwrap_or_default(), body))),
                None => Ok(None),
            }
        });
        Ok(Box::pin(body))
    }

    /// Removes an object, and what there is of an upload in parts.
    pub(super) async fn remove(&self, place: &Place, upload: Option<&str>) -> Result<(), S3Trouble> {
        let (bucket, credentials) = self.bucket(place).await?;
        if let Some(upload) = upload {
            let url = bucket.abort_multipart_upload(Some(&credentials), &place.object, upload).sign(SIGNED_FOR);
            self.send(Method::DELETE, &url, &Bytes::new(), None).await?;
        }
        let url = bucket.delete_object(Some(&credentials), &place.object).sign(SIGNED_FOR);
        self.send(Method::DELETE, &url, &Bytes::new(), None).await?;
        Ok(())
    }

    /// Sends a request, and again if it may well succeed then. What is not there any more need not be removed.
    async fn send(
        &self,
        method: Method,
        url: &Url,
        body: &Bytes,
        range: Option<&str>,
    ) -> Result<Response<Incoming>, S3Trouble> {
        let mut tried = 0;
        loop {
            tried += 1;
            let answer = self.try_once(&method, url, body.clone(), range).await;
            match answer {
                Ok(response) if response.status().is_success() => return Ok(response),
                Ok(response) if response.status() == StatusCode::NOT_FOUND && method == Method::DELETE => {
                    return Ok(response);
                }
                Ok(response) if !response.status().is_server_error() || tried == TRIES => {
                    // The address would tell the signature.
                    return Err(S3Trouble::new(format!("{method} {}: status {}", url.path(), response.status())));
                }
                Err(trouble) if tried == TRIES => return Err(trouble),
                Ok(_) | Err(_) => tokio::time::sleep(Duration::from_millis(200) * tried).await,
            }
        }
    }

    async fn try_once(
        &self,
        method: &Method,
        url: &Url,
        body: Bytes,
        range: Option<&str>,
    ) -> Result<Response<Incoming>, S3Trouble> {
        let failed = |reason: String| S3Trouble(format!("{method} {}: {reason}", url.path()));
        let mut request = Request::builder().method(method).uri(url.as_str());
        if let Some(range) = range {
            request = request.header(header::RANGE, range);
        }
        let request = request.body(Full::new(body)).map_err(|error| failed(error.to_string()))?;
        let answer = tokio::time::timeout(PATIENCE, self.client.request(request)).await;
        answer.map_err(|_| failed("no answer in time".to_owned()))?.map_err(|error| failed(in_full(&error)))
    }
}

/// A short answer as text.
async fn text(response: Response<Incoming>) -> Result<String, S3Trouble> {
    let body = tokio::time::timeout(PATIENCE, Limited::new(response.into_body(), LONGEST).collect()).await;
    let body = body.map_err(|_| S3Trouble::new("no answer in time"))?;
    let body = body.map_err(|error| S3Trouble::new(error.to_string()))?.to_bytes();
    String::from_utf8(body.into()).map_err(|error| S3Trouble::new(error.to_string()))
}

/// An object being written.
pub(super) struct Upload {
    s3: Arc<S3>,
    db: Db,
    id: FileId,
    place: Place,
    /// What has not been sent yet.
    rest: Vec<u8>,
    parts: Option<Parts>,
}

/// What S3 has of an object so far.
struct Parts {
    upload: String,
    etags: Vec<String>,
}

impl Upload {
    pub(super) const fn new(s3: Arc<S3>, db: Db, id: FileId, place: Place) -> Self {
        Self { s3, db, id, place, rest: Vec::new(), parts: None }
    }

    /// Sends a part once there is more than one: the last is never empty.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.rest.extend_from_slice(bytes);
        while self.rest.len() > PART {
            let later = self.rest.split_off(PART);
            let part = Bytes::from(std::mem::replace(&mut self.rest, later));
            self.send_part(part).await?;
        }
        Ok(())
    }

    /// Sends what is left.
    pub(super) async fn finish(mut self) -> Result<(), AppError> {
        let last = Bytes::from(std::mem::take(&mut self.rest));
        if self.parts.is_none() {
            let (bucket, credentials) = self.s3.bucket(&self.place).await?;
            let url = bucket.put_object(Some(&credentials), &self.place.object).sign(SIGNED_FOR);
            self.s3.send(Method::PUT, &url, &last, None).await?;
            return Ok(());
        }
        self.send_part(last).await?;
        self.complete().await
    }

    async fn send_part(&mut self, part: Bytes) -> Result<(), AppError> {
        let (bucket, credentials) = self.s3.bucket(&self.place).await?;
        let mut parts = match self.parts.take() {
            Some(parts) => parts,
            None => self.begin(&bucket, &credentials).await?,
        };
        let number = u16::try_from(parts.etags.len() + 1).map_err(AppError::internal)?;
        let action = bucket.upload_part(Some(&credentials), &self.place.object, number, &parts.upload);
        let response = self.s3.send(Method::PUT, &action.sign(SIGNED_FOR), &part, None).await?;
        let etag = response.headers().get(header::ETAG).and_then(|etag| etag.to_str().ok());
        parts.etags.push(etag.ok_or_else(|| S3Trouble::new("a part got no ETag"))?.to_owned());
        self.parts = Some(parts);
        Ok(())
    }

    async fn begin(&self, bucket: &Bucket, credentials: &Credentials) -> Result<Parts, AppError> {
        let url = bucket.create_multipart_upload(Some(credentials), &self.place.object).sign(SIGNED_FOR);
        let answer = text(self.s3.send(Method::POST, &url, &Bytes::new(), None).await?).await?;
        let begun = CreateMultipartUpload::parse_response(&answer);
        let upload = begun.map_err(|error| S3Trouble::new(error.to_string()))?.upload_id().to_owned();
        // Whoever tidies up has to know it.
        sqlx::query!("update stored_files set upload = $2 where id = $1", self.id.0, upload).execute(&self.db).await?;
        Ok(Parts { upload, etags: Vec::new() })
    }

    async fn complete(self) -> Result<(), AppError> {
        let Some(parts) = self.parts else { return Ok(()) };
        let (bucket, credentials) = self.s3.bucket(&self.place).await?;
        let etags = parts.etags.iter().map(String::as_str);
        let action = bucket.complete_multipart_upload(Some(&credentials), &self.place.object, &parts.upload, etags);
        let url = action.sign(SIGNED_FOR);
        let response = self.s3.send(Method::POST, &url, &Bytes::from(action.body()), None).await?;
        // Status 200 is sent before it is known how it ends.
        CompleteMultipartUploadResponse::parse(&text(response).await?)
            .map_err(|error| S3Trouble::new(format!("an upload was not completed: {error}")))?;
        sqlx::query!("update stored_files set upload = null where id = $1", self.id.0).execute(&self.db).await?;
        Ok(())
    }
}
