//! A trip's files, on their page.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use futures_util::stream;
use serde_json::json;
use tripmgmt::accounts::Role;
use tripmgmt::housekeeping;

use crate::support::{Answer, TestApp};

pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// An owner and the path of a trip.
async fn trip() -> (TestApp, String) {
    let portal = TestApp::start().await;
    let owner = portal.person("olga", &[Role::User], None).await;
    let trip = owner.trip(json!({"name": "Secret visit"})).await;
    (owner, format!("/trips/{}", trip["reference"].as_str().unwrap()))
}

/// The body of a form with files.
fn form(files: &[(&str, &str, &[u8])], description: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, kind, bytes) in files {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    let last = format!("--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n{description}\r\n--x--\r\n");
    body.extend(last.as_bytes());
    body
}

fn request(path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header("content-type", "multipart/form-data; boundary=x")
        .header("host", "portal.test")
        .header("origin", "http://portal.test")
        .header("sec-fetch-site", "same-origin")
        .body(body.into())
        .unwrap()
}

async fn attach(person: &TestApp, path: &str, files: &[(&str, &str, &[u8])]) -> Answer {
    person.send(request(&format!("{path}/attachments"), form(files, ""))).await
}

/// The path of the first file that a page shows.
fn first(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("id=\"attachment-").unwrap();
    let id = rest.split('"').next().unwrap();
    let (_, rest) = text.split_once("/attachments\" enctype").map_or(("", text.as_str()), |(before, _)| ("", before));
    let trip = rest.rsplit("/trips/").next().unwrap().split('/').next().unwrap().to_owned();
    format!("/trips/{trip}/attachments/{id}")
}

async fn stored(portal: &TestApp) -> (i64, i64) {
    sqlx::query_as("select (select count(*) from stored_files), (select count(*) from stored_chunks)")
        .fetch_one(&portal.app.db)
        .await
        .unwrap()
}

/// Waits until what was given up has been removed.
async fn nothing_is_left(portal: &TestApp) {
    for _ in 0..100 {
        if stored(portal).await == (0, 0) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{:?} files and chunks are left", stored(portal).await);
}

#[tokio::test]
async fn files_are_attached_shown_and_downloaded() {
    let (owner, path) = trip().await;
    let page = owner.get(&format!("{path}/documents")).await;
    assert!(page.shows("No files yet") && page.shows("Add files"), "{}", page.text());
    let files: [(&str, &str, &[u8]); 2] = [("Reçu 7.pdf", "application/pdf", PDF), ("map.png", "image/png", PNG)];
    let sent = owner.send(request(&format!("{path}/attachments"), form(&files, " For <Lyon> "))).await;
    let page = owner.follow(&sent).await;
    assert!(page.shows("Files added to TRP-") && page.shows("Reçu 7.pdf") && page.shows("map.png"), "{}", page.text());
    assert!(page.shows("For &#60;Lyon&#62;") && page.shows("48 bytes"), "{}", page.text());
    let image = first(&page);
    let shown = owner.get(&format!("{image}/content?show")).await;
    assert_eq!((shown.status, shown.body.as_slice()), (StatusCode::OK, PNG));
    assert_eq!(shown.header("content-type"), "image/png");
    assert_eq!(shown.header("content-disposition"), "inline; filename=\"map.png\"");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert!(shown.header("content-security-policy").contains("sandbox"));
    let kept = owner.get(&format!("{image}/content")).await;
    assert!(kept.header("content-disposition").starts_with("attachment"), "unless it is asked for");
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused_and_the_others_are_kept() {
    let (owner, path) = trip().await;
    let long = vec![b' '; 25 * 1024 * 1024 + 1];
    let files: [(&str, &str, &[u8]); 7] = [
        ("page.html", "text/html", b"<script>alert(1)</script>"),
        ("picture.pdf", "application/pdf", PNG),
        ("empty.txt", "text/plain", b""),
        ("good.pdf", "application/pdf", PDF),
        ("long.txt", "text/plain", &long),
        ("pass.png", "text/html", PNG),
        ("drawing.svg", "image/svg+xml", b"<svg/>"),
    ];
    let body = form(&files, "Papers");
    let refused = owner.send(request(&format!("{path}/attachments"), body)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "“page.html” is of a kind that cannot be attached",
        "“picture.pdf” should be of the kind “PDF”, but looks like PNG",
        "“empty.txt” is empty",
        "“long.txt” is larger than 25 MB",
        "“pass.png” is announced as text/html",
        "“drawing.svg” is of a kind that cannot be attached",
    ] {
        assert_eq!(refused.text().matches(words).count(), 2, "{words}: {}", refused.text());
    }
    assert!(refused.shows("<title>Error: ") && refused.shows("value=\"Papers\""), "what was typed stays");
    assert_eq!(refused.text().matches("class=\"attachment\"").count(), 1, "the good one is there");
    for _ in 0..100 {
        if stored(&owner).await.0 == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("what was refused is left behind");
}

#[tokio::test]
async fn without_a_file_the_form_comes_back() {
    let (owner, path) = trip().await;
    for files in [&[][..], &[("", "application/octet-stream", b"".as_slice())]] {
        let refused = attach(&owner, &path, files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.shows("Choose a file"));
    }
    let long = form(&[("a.pdf", "application/pdf", PDF)], &"é".repeat(501));
    let refused = owner.send(request(&format!("{path}/attachments"), long)).await;
    assert!(refused.shows("Description must be 500 characters or fewer"), "{}", refused.text());
    nothing_is_left(&owner).await;
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing_behind() {
    let (owner, path) = trip().await;
    let mut body = form(&[("a.txt", "text/plain", &vec![b'a'; 600_000])], "");
    body.truncate(550_000);
    let pieces = vec![Ok(body.clone()), Err(std::io::Error::other("gone"))];
    let broken = owner.send(request(&format!("{path}/attachments"), Body::from_stream(stream::iter(pieces)))).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert!(broken.shows("did not arrive whole"), "{}", broken.text());
    let cut = owner.send(request(&format!("{path}/attachments"), body)).await;
    assert_eq!(cut.status, StatusCode::BAD_REQUEST);
    nothing_is_left(&owner).await;
}

#[tokio::test]
async fn what_is_no_upload_or_too_large_is_refused_unread() {
    let (owner, path) = trip().await;
    let form = owner.submit(&format!("{path}/attachments"), &[("files", "x")]).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let mut huge = request(&format!("{path}/attachments"), Body::empty());
    huge.headers_mut().insert("content-length", "900000000".parse().unwrap());
    assert_eq!(owner.send(huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_request_in_which_no_part_begins_or_too_many_do_is_given_up() {
    let (owner, path) = trip().await;
    let head = b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"";
    let endless = |beginning: &[u8]| [beginning, &vec![b'a'; 600_000], b"\r\n\r\n--x\r\n"].concat();
    let part = "--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n\r\n";
    let many = format!("{}--x--\r\n", part.repeat(201)).into_bytes();
    let headers = format!("--x\r\n{}\r\n--x--\r\n", "X-Header: x\r\n".repeat(40)).into_bytes();
    let bodies =
        [endless(b""), endless(head), endless(b"--x\r\nX-Header: "), endless(b"--x--\r\n--x\r\n"), many, headers];
    for (number, body) in bodies.into_iter().enumerate() {
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
            body.chunks(10_000).map(|piece| Ok(piece.to_vec())).collect();
        for body in [Body::from(body), Body::from_stream(stream::iter(pieces))] {
            let refused = owner.send(request(&format!("{path}/attachments"), body)).await;
            assert!([400, 422].contains(&refused.status.as_u16()), "{number}: {}", refused.text());
        }
    }
    nothing_is_left(&owner).await;
    // A large file that is refused goes by, and the next one is looked at.
    let large = vec![b'a'; 1_000_000];
    let page = attach(&owner, &path, &[("a.exe", "", &large), ("b.txt", "text/plain", &large)]).await;
    assert!(page.shows("a.exe") && !page.shows("did not arrive whole"), "{}", page.text());
}

#[tokio::test]
async fn a_large_file_reads_back_whole_and_in_parts() {
    let (owner, path) = trip().await;
    let text: Vec<u8> = (0..700_000_u32).map(|number| b'a' + u8::try_from(number % 23).unwrap()).collect();
    attach(&owner, &path, &[("numbers.txt", "text/plain", &text)]).await;
    let file = format!("{}/content", first(&owner.get(&format!("{path}/documents")).await));
    let whole = owner.get(&file).await;
    assert_eq!((whole.header("content-length"), whole.header("accept-ranges")), ("700000", "bytes"));
    assert!(whole.body == text && whole.header("content-encoding").is_empty());
    for (range, first, last) in
        [("bytes=0-0", 0, 0), ("bytes=262000-524290", 262_000, 524_290), ("bytes=-5", 699_995, 699_999)]
    {
        let part = owner.get_with(&file, &[("range", range)]).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT, "{range}");
        assert_eq!(part.header("content-range"), format!("bytes {first}-{last}/700000"));
        assert!(part.body == text[first..=last], "{range}");
    }
    let outside = owner.get_with(&file, &[("range", "bytes=700000-")]).await;
    assert_eq!((outside.status.as_u16(), outside.header("content-range")), (416, "bytes */700000"));
    let etag = whole.header("etag");
    let known = owner.get_with(&file, &[("if-none-match", etag)]).await;
    assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let other = owner.get_with(&file, &[("range", "bytes=0-1"), ("if-range", "\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK, "part of another file is of no use");
}

#[tokio::test]
async fn a_deleted_file_comes_back_by_undo_or_goes_for_good() {
    let (owner, path) = trip().await;
    attach(&owner, &path, &[("a.pdf", "application/pdf", PDF)]).await;
    let file = first(&owner.get(&format!("{path}/documents")).await);
    let deleted = owner.submit(&format!("{file}?_method=delete"), &[]).await;
    let page = owner.follow(&deleted).await;
    assert!(page.shows("File deleted") && page.shows(&format!("action=\"{file}/restoration\"")), "{}", page.text());
    assert_eq!(owner.get(&format!("{file}/content")).await.status, StatusCode::NOT_FOUND);
    let back = owner.submit(&format!("{file}/restoration"), &[]).await;
    assert!(owner.follow(&back).await.shows("File is back"));
    assert_eq!(owner.get(&format!("{file}/content")).await.body, PDF);
    owner.submit(&format!("{file}?_method=delete"), &[]).await;
    owner.clock.advance(TimeDelta::days(29));
    housekeeping::tidy(&owner.app).await.unwrap();
    assert_eq!(stored(&owner).await, (1, 1));
    owner.clock.advance(TimeDelta::days(2));
    let gone = housekeeping::tidy(&owner.app).await.unwrap();
    assert_eq!((gone.attachments, gone.stored_files), (1, 1));
    assert_eq!(stored(&owner).await, (0, 0));
    let kinds: Vec<String> =
        sqlx::query_scalar("select action from trip_changes where subject = 'attachment' order by action")
            .fetch_all(&owner.app.db)
            .await
            .unwrap();
    assert_eq!(kinds, ["created", "deleted", "deleted", "restored"]);
}

#[tokio::test]
async fn the_bytes_of_a_trip_that_is_gone_go_too() {
    let (owner, path) = trip().await;
    attach(&owner, &path, &[("a.pdf", "application/pdf", PDF)]).await;
    sqlx::query("delete from trips").execute(&owner.app.db).await.unwrap();
    assert_eq!(housekeeping::tidy(&owner.app).await.unwrap().stored_files, 0, "somebody may be uploading");
    owner.clock.advance(TimeDelta::minutes(61));
    assert_eq!(housekeeping::tidy(&owner.app).await.unwrap().stored_files, 1);
    assert_eq!(stored(&owner).await, (0, 0));
}

#[tokio::test]
async fn a_trip_has_so_many_files_and_no_more() {
    let (owner, path) = trip().await;
    attach(&owner, &path, &[("a.pdf", "application/pdf", PDF)]).await;
    let copies =
        "insert into attachments (id, trip_id, file_id, name, media_type, size, sha256, created_at, created_by)
                  select gen_random_uuid(), trip_id, file_id, name, media_type, $1, sha256, created_at, created_by
                  from attachments cross join generate_series(1, $2)";
    sqlx::query(copies).bind(20_i64 << 20).bind(12).execute(&owner.app.db).await.unwrap();
    let full = attach(&owner, &path, &[("b.txt", "text/plain", &vec![b'a'; 11 << 20])]).await;
    assert!(full.shows("There is no room left for “b.txt”"), "{}", full.text());
    sqlx::query("update attachments set size = 9").execute(&owner.app.db).await.unwrap();
    sqlx::query(copies).bind(9_i64).bind(6).execute(&owner.app.db).await.unwrap();
    sqlx::query("delete from attachments where id in (select id from attachments offset 99)")
        .execute(&owner.app.db)
        .await
        .unwrap();
    sqlx::query(copies).bind(9_i64).bind(1).execute(&owner.app.db).await.unwrap();
    let many = attach(&owner, &path, &[("c.pdf", "application/pdf", PDF)]).await;
    assert!(many.shows("“c.pdf” is one too many: a trip can have 100 files"), "{}", many.text());
}

#[tokio::test]
async fn nobody_but_those_who_see_the_trip_gets_a_byte() {
    let (owner, path) = trip().await;
    attach(&owner, &path, &[("a.pdf", "application/pdf", PDF)]).await;
    let file = first(&owner.get(&format!("{path}/documents")).await);
    let friend = owner.person("vera", &[Role::User], None).await;
    for part in ["0-", "-1"] {
        let range = format!("bytes={part}");
        let asked = friend.get_with(&format!("{file}/content"), &[("range", range.as_str())]).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
    }
    // The file of another trip is not found under one's own.
    let own = friend.trip(json!({"name": "Own"})).await;
    let id = file.rsplit('/').next().unwrap();
    let under_own = format!("/trips/{}/attachments/{id}/content", own["reference"].as_str().unwrap());
    assert_eq!(friend.get(&under_own).await.status, StatusCode::NOT_FOUND);
    owner.submit(&format!("{path}/members"), &[("person", "vera"), ("role", "viewer")]).await;
    assert_eq!(friend.get(&format!("{file}/content")).await.status, StatusCode::OK);
    let page = friend.get(&format!("{path}/documents")).await;
    assert!(page.shows("a.pdf") && !page.shows("Add files") && !page.shows("Delete a.pdf"));
}

#[tokio::test]
async fn what_a_file_is_can_be_said_later_and_nothing_is_lost_between_two_people() {
    let (owner, path) = trip().await;
    attach(&owner, &path, &[("scan.pdf", "application/pdf", PDF)]).await;
    let file = first(&owner.get(&format!("{path}/documents")).await);
    let page = owner.get(&format!("{file}/edit")).await;
    assert!(page.shows("value=\"scan.pdf\"") && page.shows("The ending stays as it is"), "{}", page.text());
    let put = format!("{file}?_method=put");
    let refused = owner.submit(&put, &[("name", " "), ("description", &"é".repeat(501)), ("version", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("Give the file a name") && refused.shows("must be 500 characters or fewer"));
    let saved = owner.submit(&put, &[("name", "Boarding pass"), ("description", ""), ("version", "1")]).await;
    assert!(owner.follow(&saved).await.shows("Boarding pass.pdf"));
    let original = r#"{"name":"scan.pdf","description":"","written_in":""}"#;
    let mine = [("name", "scan.pdf"), ("description", "Lyon"), ("version", "1"), ("original", original)];
    let conflict = owner.submit(&put, &mine).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.shows("Somebody else changed what this file is") && conflict.shows("Lyon"), "{}", conflict.text());
    let merged = [&mine[..2], &[("version", "2"), ("pick_name", "theirs"), ("pick_description", "mine")]].concat();
    let page = owner.follow(&owner.submit(&put, &merged).await).await;
    assert!(page.shows("Boarding pass.pdf") && page.shows("Lyon"), "{}", page.text());
    let history = owner.get(&format!("{path}/history")).await;
    assert!(history.shows("Boarding pass.pdf"), "{}", history.text());
}
