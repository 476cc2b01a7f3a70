// The link to a term of the glossary in the CMS's editor of rich text (courses/term_links.py).
// A plain script, not a module: the editors of the page start before modules run.
(() => {
  const { React, DraftJS, draftail } = window;
  const { EditorState, Modifier, RichUtils } = DraftJS;

  /** The terms of the course that the page being edited, or the page above a new one, belongs to. */
  const terms = async () => {
    const found = window.location.pathname.match(/^(.*)\/pages\/(?:add\/\w+\/\w+\/)?(\d+)\//);
    if (!found) return [];
    const answer = await fetch(`${found[1]}/courses/terms/${found[2]}/`, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).terms : [];
  };

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  class TermSource extends React.Component {
    async componentDidMount() {
      const { entityType, entity, onClose } = this.props;
      const { words } = entityType;
      const offered = await terms();
      const options = offered.map((term) => element("option", { value: term.key, textContent: term.term }));
      const select = element("select", { id: "cms-term" }, ...options);
      if (entity) select.value = entity.getData().id;
      const link = element("button", { className: "button", value: "link", textContent: words.link });
      const cancel = element("button", { className: "button button-secondary", textContent: words.cancel });
      const choice = offered.length
        ? [element("label", { htmlFor: "cms-term", textContent: words.term }), select]
        : [element("p", { textContent: words.none })];
      const form = element("form", { method: "dialog" }, element("h2", { textContent: words.choose }), ...choice);
      form.append(element("p", {}, ...(offered.length ? [link, " "] : []), cancel));
      this.dialog = element("dialog", { className: "cms-term" }, form);
      this.dialog.addEventListener("close", () => {
        const chosen = this.dialog.returnValue === "link" && offered.find((term) => term.key === select.value);
        this.dialog.remove();
        if (chosen) this.link(chosen);
        else onClose();
      });
      document.body.append(this.dialog);
      this.dialog.showModal();
    }

    componentWillUnmount() {
      this.dialog?.remove();
    }

    link(term) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const content = editorState.getCurrentContent().createEntity(entityType.type, "MUTABLE", { id: term.key });
      const key = content.getLastCreatedEntityKey();
      const state = EditorState.set(editorState, { currentContent: content });
      if (selection.isCollapsed()) {
        const style = editorState.getCurrentInlineStyle();
        const written = Modifier.insertText(content, selection, term.term, style, key);
        onComplete(EditorState.push(state, written, "insert-characters"));
      } else {
        onComplete(RichUtils.toggleLink(state, selection, key));
      }
    }

    render() {
      return null;
    }
  }

  const Term = (props) => {
    const { id } = props.contentState.getEntity(props.entityKey).getData();
    const icon = React.createElement(window.wagtail.components.Icon, { name: "openquote" });
    return React.createElement(draftail.TooltipEntity, { ...props, icon, label: id, url: "" });
  };

  draftail.registerPlugin({ type: "TERM", source: TermSource, decorator: Term }, "entityTypes");
})();
