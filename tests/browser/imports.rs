//! A file of trips, looked at, imported and taken back in a browser.

use tripmgmt::imports::work::work_off;

use super::visit;

#[tokio::test]
async fn somebody_imports_a_file_watches_it_and_takes_it_back() {
    visit(async |visitor| {
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("voyages.csv");
        std::fs::write(&file, "What;When\nLyon;04/05/2026\nDouala;06/05/2026\n").unwrap();
        visitor.open("/trips").await;
        visitor.follow("Import").await;
        visitor.find("#file").await.send_keys(file.to_str().unwrap()).await.unwrap();
        visitor.press("Look at the file").await;
        visitor.sees("Say which column is the trip name").await;
        visitor.choose("What column What goes into", "Trip name").await;
        visitor.choose("What column When goes into", "Start date").await;
        visitor.press("Read again").await;
        visitor.sees("4 May 2026").await;
        visitor.press("Import 2 trips").await;
        visitor.sees("Waiting for its turn").await;
        assert_eq!(work_off(&visitor.portal.app).await.unwrap(), 1);
        // The page asks by itself.
        visitor.eventually("the report is shown", async || visitor.shows("2 trips were imported").await).await;
        visitor.press("Undo: all 2 trips to the trash").await;
        visitor.sees("The import was undone").await;
    })
    .await;
}
