//! A deployment as an administrator watches it, in both languages.

use tripmgmt::administration::deployments::queries::{beat, end};

use super::visit;

#[tokio::test]
async fn green_appears_beside_blue_without_reloading_and_blue_goes() {
    visit(async |visitor| {
        let blue = &visitor.portal;
        beat(&blue.app).await.unwrap();
        visitor.open("/admin/deployments").await;
        visitor.sees("1 task of 1 build").await;
        visitor.sees("Refreshes by itself").await;
        let green = blue.beside("green-task", &[]);
        beat(&green.app).await.unwrap();
        sqlx::query("update instances set version = '9.0.0' where id = $1")
            .bind(green.app.task.id)
            .execute(&blue.app.db)
            .await
            .unwrap();
        visitor.sees("2 tasks of 2 builds").await;
        assert_eq!(visitor.texts(".instance__me").await, ["This task answers you"]);
        end(&blue.app).await.unwrap();
        visitor.sees("1 task of 1 build").await;
        assert_eq!(visitor.texts(".instance__name").await, ["green-task"]);

        visitor.press("Français").await;
        visitor.sees("1 tâche de 1 version").await;
        beat(&blue.app).await.unwrap();
        visitor.sees("2 tâches de 2 versions").await;
        visitor.sees("Cette tâche vous répond").await;
    })
    .await;
}
