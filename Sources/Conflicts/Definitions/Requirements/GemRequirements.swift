import Outlines

/// The calls of a Gemfile or a gem's specification that name a gem.
enum GemRequirements {
  private static let calls: Set<Substring> = [
    "gem", "add_dependency", "add_runtime_dependency", "add_development_dependency",
  ]

  static func places(in outline: Outline) -> [DefinitionPlace] {
    outline.allItems.compactMap { item in
      guard item.kind == .call, !item.isConditional, let quote = item.name.firstIndex(of: "\""),
        let call = item.name[..<quote].split(whereSeparator: { $0 == "." || $0 == " " }).last,
        calls.contains(call)
      else { return nil }
      let name = item.name[quote...].dropFirst().dropLast()
      // The group that it is in counts as well: without it a copy would not be the same.
      let said = (item.container + [item.signature]).joined(separator: " ").map { $0 == "'" ? "\"" : $0 }
      return DefinitionPlace(
        key: DefinitionKey(kind: .requirement, scope: [], name: String(name)), lines: item.lines,
        solidLines: item.headerLine..<max(item.headerLine + 1, item.lines.upperBound),
        content: Array(String(said).utf8)[...], isRemovable: true)
    }
  }
}
