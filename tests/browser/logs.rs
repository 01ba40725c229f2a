//! An administrator changes what is logged, in both languages.

use tripmgmt::administration::loggers::Level;

use super::visit;

#[tokio::test]
async fn a_level_is_set_from_the_list_and_ended_again() {
    visit(async |visitor| {
        let level = || visitor.portal.app.levels.directives().effective("tripmgmt::mail");
        visitor.open("/admin").await;
        visitor.follow("Logs").await;
        visitor.fill("Find a logger", "mail").await;
        visitor.press("Find").await;
        assert_eq!(visitor.texts(".row__logger").await, ["tripmgmt::mail"]);
        visitor.follow("Change tripmgmt::mail").await;
        assert_eq!(visitor.value("Logger").await, "tripmgmt::mail");
        visitor.choose("Level", "DEBUG – and how").await;
        visitor.choose("For", "15 minutes").await;
        visitor.press("Set level").await;
        visitor.sees("The level is set").await;
        visitor.sees("admin set it, until 4 May 2026, 12:15 UTC").await;
        assert_eq!(level(), Level::Debug);
        visitor.press("Let the setting hold again for tripmgmt::mail").await;
        visitor.sees("The setting holds again for this logger").await;
        assert_eq!(level(), Level::Info);

        visitor.press("Français").await;
        visitor.fill("Source", "partout ailleurs").await;
        visitor.press("Fixer le niveau").await;
        visitor.sees("Saisissez ROOT, un paquet ou un module avec son chemin").await;
        visitor.fill("Source", "sqlx::query").await;
        visitor.choose("Niveau", "WARN – et ce qui est étrange").await;
        visitor.press("Fixer le niveau").await;
        visitor.sees("Fixé par admin, jusqu’au 4 mai 2026 à 13:00 UTC").await;
    })
    .await;
}
