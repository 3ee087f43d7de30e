import Outlines

/// A record of a Django fixture: an entry of a JSON or YAML list with a model and a primary key.
enum FixtureRecord {
  /// The model with the key; nil for anything else, and for a record that is given a key when it is loaded.
  static func name(of item: Item, in outline: Outline) -> String? {
    guard item.kind == .element, item.container.isEmpty, [.json, .yaml].contains(outline.language) else {
      return nil
    }
    let values = ["model", "pk"].compactMap { name in item.children.first { $0.name == name }?.value }
      .map { plain(outline.string($0)) }
    guard values.count == 2, !["", "null", "~"].contains(values[1]) else { return nil }
    return values.joined(separator: " ")
  }

  /// A scalar without quotes and without the comment behind it: `"1"` and `1` are one key.
  private static func plain(_ value: String) -> String {
    if let quote = value.first, quote == "\"" || quote == "'" {
      return String(value.dropFirst().prefix { $0 != quote })
    }
    return String(value.prefix { $0 != " " && $0 != "#" })
  }
}
