// ==UserScript==
// @name         Save for cdetrack
// @name:zh-CN   存给 cdetrack
// @description  Saves the lists that this page has received as one file for `cdetrack ingest`.
// @namespace    cdetrack
// @version      1
// @match        https://www.cde.org.cn/*
// @match        https://www.nmpa.gov.cn/*
// @run-at       document-start
// @noframes
// @grant        none
// ==/UserScript==

// Asks the site for nothing, turns no pages, reloads nothing and sends nothing anywhere: it keeps a copy of the answers
// that the page itself asked for, and one click writes them to a file. Request headers and cookies are never read.
(() => {
  "use strict";

  const answers = [];
  const MOST = 200; // answers: a page that is left open for days keeps no more than these

  const holdsAList = (value, depth = 0) => {
    if (Array.isArray(value)) {
      return value.some((each) => each !== null && typeof each === "object" && !Array.isArray(each));
    }
    return depth < 4 && value !== null && typeof value === "object"
      && Object.values(value).some((each) => holdsAList(each, depth + 1));
  };

  const keep = (method, url, posted, status, type, text) => {
    try {
      if (!holdsAList(JSON.parse(text))) return;
    } catch {
      return; // no JSON: a script, a style, the challenge
    }
    answers.push(entry(method, url, posted, status, type || "application/json", text));
    if (answers.length > MOST) answers.shift();
    show();
  };

  // The fields of HAR 1.2 that a reader needs.
  const entry = (method, url, posted, status, type, text) => ({
    startedDateTime: new Date().toISOString(),
    time: 0,
    request: {
      method, url, httpVersion: "", cookies: [], headers: [], queryString: [], headersSize: -1, bodySize: -1,
      ...(posted ? { postData: { mimeType: "application/x-www-form-urlencoded", text: posted } } : {}),
    },
    response: {
      status, statusText: "", httpVersion: "", cookies: [], headers: [], redirectURL: "", headersSize: -1, bodySize: -1,
      content: { size: text.length, mimeType: type, text },
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  });

  const formOf = (body) => {
    if (typeof body === "string") return body;
    if (body instanceof URLSearchParams) return body.toString();
    return body instanceof FormData ? new URLSearchParams(body).toString() : "";
  };

  const { open, send } = XMLHttpRequest.prototype;
  const asked = new WeakMap();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    asked.set(this, [String(method).toUpperCase(), new URL(url, document.baseURI).href]);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const [method, url] = asked.get(this) || ["GET", ""];
    this.addEventListener("load", () => {
      if (this.responseType === "" || this.responseType === "text") {
        keep(method, url, formOf(body), this.status, this.getResponseHeader("content-type"), this.responseText);
      } else if (this.responseType === "json") {
        keep(method, url, formOf(body), this.status, "application/json", JSON.stringify(this.response));
      }
    });
    return send.call(this, body);
  };

  const { fetch } = window;
  window.fetch = async function (resource, options) {
    const answer = await fetch.call(this, resource, options);
    const copy = answer.clone();
    const method = (options && options.method) || (resource instanceof Request && resource.method) || "GET";
    copy.text().then((text) => keep(
      method.toUpperCase(), answer.url, formOf(options && options.body), answer.status,
      answer.headers.get("content-type"), text,
    )).catch(() => {}); // an answer that breaks off is the page's own matter
    return answer;
  };

  // A list that stands in the page itself: all of the NMPA's, and the CDE's older ones.
  const standsInThePage = () => answers.length === 0 || location.hostname.endsWith("nmpa.gov.cn");

  const pageEntry = () => entry(
    "GET", location.href, "", 200, "text/html; charset=utf-8", document.documentElement.outerHTML,
  );

  let button = null;

  const show = () => {
    if (!button) return;
    const held = answers.length === 1 ? "1 answer" : `${answers.length} answers`;
    button.textContent = `Save for cdetrack · 存给 cdetrack (${standsInThePage() ? "this page" : held})`;
  };

  const save = () => {
    button.remove(); // it is no part of the page that the site made
    const entries = standsInThePage() ? [pageEntry()] : answers;
    document.body.append(button);
    const har = { log: { version: "1.2", creator: { name: "cdetrack userscript", version: "1" }, entries } };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(har)], { type: "application/json" }));
    const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
    link.download = `cdetrack-${location.hostname}-${stamp}.har`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  document.addEventListener("DOMContentLoaded", () => {
    button = document.createElement("button");
    button.id = "cdetrack-save";
    button.type = "button";
    button.style.cssText = "position:fixed;right:16px;bottom:16px;z-index:2147483647;padding:8px 14px;border:1px solid #1a5fb4;"
      + "border-radius:6px;background:#fff;color:#1a5fb4;font:14px/1.4 sans-serif;cursor:pointer;box-shadow:0 1px 4px #0003";
    button.addEventListener("click", save);
    document.body.append(button);
    show();
  });
})();
