//! What the visitor's device is like, and the way its requests take.

use serde_json::{Value, json};

use super::visitor::Visitor;

impl Visitor {
    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) {
        self.driver.cdp().send_raw(method, parameters).await.unwrap();
    }

    /// Makes requests look as the load balancer's listener on this port makes them.
    pub async fn through_port(&self, port: &str) {
        self.devtools("Network.enable", json!({})).await;
        // A service worker would ask without them.
        self.devtools("Network.setBypassServiceWorker", json!({"bypass": true})).await;
        self.devtools("Network.setExtraHTTPHeaders", json!({"headers": {"X-Forwarded-Port": port}})).await;
    }

    /// Sets the device to light or dark, and waits until it shows.
    pub async fn device_prefers(&self, scheme: &str) {
        let motion = json!({"name": "prefers-reduced-motion", "value": "reduce"});
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}, motion]);
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features})).await;
        self.next_frame().await;
    }

    /// Makes the window so many pixels wide.
    pub async fn width(&self, pixels: u32) {
        let metrics = json!({"width": pixels, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        self.next_frame().await;
    }

    async fn next_frame(&self) {
        let frame = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))";
        self.driver.execute_async(frame, Vec::new()).await.unwrap();
    }
}
