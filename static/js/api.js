// Shows the OpenAPI document with Swagger UI, dark where the portal is dark.

const place = document.querySelector("#swagger-ui");

if (place && window.SwaggerUIBundle) {
  const chosen = document.documentElement.dataset.theme;
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const dark = chosen === "dark" || (chosen !== "light" && device.matches);
    document.documentElement.classList.toggle("dark-mode", dark);
  };
  follow();
  device.addEventListener("change", follow);
  window.SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    deepLinking: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    // It would ask a validator on the internet.
    validatorUrl: null,
  });
}
