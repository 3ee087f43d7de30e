import Outlines

/// The requirements that are elements of XML: `<dependency>` and `<plugin>` of Maven, `<PackageReference>` of NuGet.
///
/// Only elements of one parent are compared: profiles and conditions may repeat what others say.
struct ElementRequirements {
  let outline: Outline
  let scheme: RequirementScheme

  func places() -> [DefinitionPlace] {
    var result: [DefinitionPlace] = []
    var number = 0
    var waiting = outline.items
    while let parent = waiting.popLast() {
      number += 1
      for (index, item) in parent.children.enumerated() {
        guard let name = scheme == .maven ? maven(item) : nuget(item) else {
          waiting.append(item)
          continue
        }
        result.append(
          DefinitionPlace(
            key: DefinitionKey(kind: .requirement, scope: parent.container + [parent.name], name: name),
            lines: item.lines, solidLines: item.lines, content: nil,
            isRemovable: isAlone(item, number: index, in: parent.children),
            scopeNumber: number))
      }
    }
    return result.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
  }

  private func nuget(_ item: Item) -> String? {
    let start = "PackageReference[Include="
    guard item.name.hasPrefix(start), item.name.hasSuffix("]") else { return nil }
    return item.name.dropFirst(start.count).dropLast().lowercased()
  }

  private func maven(_ item: Item) -> String? {
    guard item.name == "dependency" || item.name == "plugin",
      let artifact = text(of: "artifactId", in: item)
    else { return nil }
    let group = text(of: "groupId", in: item) ?? (item.name == "plugin" ? "org.apache.maven.plugins" : "")
    let rest = ["type", "classifier"].compactMap { text(of: $0, in: item) }
    return ([group, artifact] + rest).joined(separator: ":")
  }

  private func text(of name: String, in item: Item) -> String? {
    guard let child = item.children.first(where: { $0.name == name }) else { return nil }
    let line = outline.text.line(child.headerLine)
    guard let start = line.place(of: Array("<\(name)>".utf8), from: line.startIndex),
      let end = line.place(of: Array("</\(name)>".utf8), from: start)
    else { return nil }
    return line[(start + name.utf8.count + 2)..<end].trimmed.asText
  }

  /// Whether it begins and ends its lines.
  private func isAlone(_ item: Item, number: Int, in all: [Item]) -> Bool {
    let neighbours = [number - 1, number + 1].filter(all.indices.contains)
    guard let last = item.lines.last, last < outline.text.lineCount,
      !neighbours.contains(where: { all[$0].lines.overlaps(item.lines) })
    else { return false }
    let name = String(item.name.prefix { $0 != "[" })
    let end = outline.text.line(last).trimmed
    let begins = outline.text.line(item.lines.lowerBound).trimmed.has(prefix: "<" + name)
    return begins
      && (end.has(suffix: "</\(name)>") || item.lines.count == 1 && end.has(suffix: "/>"))
  }
}
