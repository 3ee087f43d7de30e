extension ManualPage {
  /// The section about the documents that `--json` writes.
  func addJSON(to page: inout Roff) {
    page.macro("SH", "JSON")
    page.line("With --json, each command writes one document in UTF-8 with sorted keys to standard output,")
    page.line("also when it fails. New keys may be added under the same schema number; none changes meaning.")
    page.line("Commits are full hexadecimal ids. A path that is not UTF-8 has '\\xNN' for the bytes that are")
    page.line("not, and the object has the true bytes in base64 beside it: \"pathBytes\" for \"path\".")
    page.term("schema", "1")
    page.term("command", "The name of the command.")
    page.term(
      "error",
      "Only when the command failed: {code, message, hint, path, line, column}; code is a stable word.")
    for command in table.commands where !command.json.isEmpty {
      page.macro("SS", "git fanin \(command.name) --json")
      for key in command.json { page.term(key.name, key.meaning) }
    }
    addClash(to: &page)
  }

  private func addClash(to page: inout Roff) {
    page.macro("SS", "CLASH")
    page.term("id", "What the clash is called in this document.")
    page.term(
      "kind",
      "Git's word (content, add/add, modify/delete, rename/rename, …) or migration, fixture, definition, "
        + "duplicate-key, duplicate-import, semantic, ownership.")
    page.term("level", "\"file\", \"region\", \"conflict\" or \"silent\".")
    page.term("lanes", "The names of the lanes that clash; the target is named by its ref.")
    page.term("path, paths", "The path in question, and all paths when there are several.")
    page.term("lines", "{LANE: [first, last]}")
    page.term("decision", "\"certain\", \"likely\" or \"ask\"; what is \"ask\" is open.")
    page.term("rule, reason", "The rule that decided, and why.")
  }
}
