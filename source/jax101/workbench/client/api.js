// What the server is asked for beside kernels. It knows the browser by its cookie; a change also
// needs the token of another cookie, which no other site's page can read.

export class Refusal extends Error {
  constructor(status, answer) {
    super(answer.message ?? `The server answered ${status}.`);
    this.status = status;
    this.answer = answer;
  }
}

export function xsrfToken() {
  return document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
}

// The JSON of an answer; a Refusal where it is none.
export async function ask(path, body) {
  const headers = { "X-XSRFToken": xsrfToken(), "Content-Type": "application/json" };
  const request = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(path, { ...request, headers });
  } catch {
    throw new Refusal(0, { message: "The server does not answer: has `jax101 learn` ended?" });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}
