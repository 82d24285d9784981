// The build did not know where the site is read, so the command that installs the checker gets
// the address that this page was served from. It is shown only where this script ran.
(() => {
  const script = document.currentScript;
  const wheel = new URL(`../${script.dataset.wheel}`, script.src.split("?")[0]);
  const address = wheel.href.replaceAll("'", "%27");
  const quoted = (text) => (/^[\w.:\/%~-]+$/.test(text) ? text : `'${text}'`);
  const site = new URL("../", script.src.split("?")[0]).href.replaceAll("'", "%27");
  const install = `python -m pip install ${quoted(address)}\n`;
  const learn = `python -m pip install 'jax101[learn] @ ${address}'\njax101 learn ${quoted(site)}\n`;
  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll(".jax101-install")) {
      const wanted = place.classList.contains("jax101-install-learn") ? learn : install;
      place.querySelector("pre").textContent = wanted;
      place.querySelector(":scope > p").hidden = true;
    }
  });
})();
