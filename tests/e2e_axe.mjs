// Has axe look at HTML reports in headless Chromium: light and dark, on a wide and a narrow window, with
// all that is folded opened; and sees that pages ask nothing of the network and run no script of their own.
//
//     e2e_axe.mjs MODULES CHROMIUM FILE...

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, chromium, ...files] = process.argv.slice(2);
const require = createRequire(resolve(modules, "package.json"));
const playwright = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await playwright.chromium.launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu"],
});
let violations = 0;
let passes = 0;
let looks = 0;
for (const file of files) {
    for (const colorScheme of ["light", "dark"]) {
        for (const width of [1400, 390]) {
            const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
            const asked = [];
            page.on("request", (request) => asked.push(request.url()));
            await page.goto(pathToFileURL(resolve(file)).href);
            await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
            const outside = asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"));
            await page.evaluate(axe);
            const found = await page.evaluate(
                (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }),
                tags,
            );
            const where = `${file} (${colorScheme}, ${width} px)`;
            for (const url of outside) {
                console.log(`${where}: asks for ${url}`);
                violations += 1;
            }
            const wide = await page.evaluate(
                () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            if (wide > 1) {
                console.log(`${where}: is ${wide} px wider than the window (WCAG 1.4.10)`);
                violations += 1;
            }
            for (const violation of found.violations) {
                violations += 1;
                console.log(`${where}: ${violation.id}: ${violation.help}`);
                for (const node of violation.nodes.slice(0, 5)) {
                    console.log(`    ${node.target.join(" ")}: ${node.failureSummary.replaceAll("\n", " ")}`);
                }
            }
            for (const doubt of found.incomplete) {
                console.log(`${where}: not decided: ${doubt.id} (${doubt.nodes.length})`);
            }
            passes += found.passes.length;
            looks += 1;
            await page.close();
        }
    }
}
await browser.close();
console.log(`axe looked ${looks} times: ${passes} rules passed, ${violations} violations`);
process.exit(violations === 0 && looks > 0 ? 0 : 1);
