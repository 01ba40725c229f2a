//! No page keeps anybody out, as far as a machine can tell.

use super::axe::Axe;
use super::catalogue::Catalogue;
use super::visit;
use super::visitor::Visitor;

#[tokio::test]
async fn every_page_is_open_to_all_on_a_wide_screen() {
    check(1440, &["light", "dark"], async |_| {}).await;
}

#[tokio::test]
async fn every_page_is_open_to_all_on_a_telephone() {
    check(390, &["light", "dark"], async |_| {}).await;
}

#[tokio::test]
async fn every_page_is_open_to_all_in_french() {
    check(1440, &["light"], async |visitor| {
        visitor.open("/help").await;
        visitor.press("Français").await;
    })
    .await;
}

async fn check(width: u32, schemes: &[&str], prepare: impl AsyncFnOnce(&Visitor)) {
    let Some(axe) = Axe::find() else { return };
    visit(async |visitor| {
        let catalogue = Catalogue::of(visitor).await;
        prepare(visitor).await;
        visitor.width(width).await;
        let mut wrong = Vec::new();
        for stop in &catalogue.stops {
            catalogue.go(visitor, stop).await;
            axe.bring(visitor).await;
            for scheme in schemes {
                visitor.device_prefers(scheme).await;
                let violations = axe.violations(visitor).await;
                wrong.extend(
                    violations.iter().map(|violation| format!("{}, {scheme}, {width} px:\n{violation}", stop.name)),
                );
            }
        }
        assert!(wrong.is_empty(), "{} violations:\n\n{}", wrong.len(), wrong.join("\n\n"));
    })
    .await;
}
