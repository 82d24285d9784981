// An editor for Python, in the colours of the page.

import {
  EditorState, EditorView, bracketMatching, classHighlighter, closeBrackets, defaultKeymap,
  drawSelection, history, historyKeymap, indentUnit, indentWithTab, isolateHistory, keymap, python,
  syntaxHighlighting,
} from "./vendor/codemirror.js";

// `onRun` is what Shift-Enter and Ctrl-Enter do; Escape, then Tab, leaves the editor.
export function makeEditor({ parent, text, label, onRun, onChange }) {
  const run = () => {
    onRun();
    return true;
  };
  const keys = [
    { key: "Shift-Enter", run },
    { key: "Mod-Enter", run },
    indentWithTab,
    ...defaultKeymap,
    ...historyKeymap,
  ];
  const extensions = [
    python(), indentUnit.of("    "), history(), drawSelection(), bracketMatching(), closeBrackets(),
    syntaxHighlighting(classHighlighter), keymap.of(keys),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(wanted) {
      const changes = { from: 0, to: view.state.doc.length, insert: wanted };
      view.dispatch({ changes, annotations: isolateHistory.of("full") }); // one undo takes it back
    },
    focus: () => view.focus(),
    remove: () => view.destroy(),
  };
}
