import GitValues
import Outlines

/// Names that two lanes added to one namespace in different files, so that git sees nothing.
///
/// Each scheme says which files share names: a folder of Go, a module of Swift, the factories of FactoryBot, the tools
/// of an MCP server, the records of a folder of Django fixtures. Files that both lanes changed are left out: what a merge makes of one file is
/// `DefinitionClashes`'s to tell.
///
/// Complexity: linear in the lanes' changed files of namespaces that two lanes touched; each blob is looked into once.
public struct NamespaceClashes<Reader: TreeReader> {
  private let lanes: [LaneTree]
  private var names: NamespaceReader<Reader>

  /// - Parameters:
  ///   - lanes: whom to compare; the target may be one of them, with what changed on it since the lanes left it.
  ///   - reader: the repository.
  public init(lanes: [LaneTree], reader: Reader) {
    self.lanes = lanes
    names = NamespaceReader(reader: reader)
  }

  /// Every pair of lanes that added one name, sorted by path, then by lanes.
  public mutating func clashes() throws(Reader.Failure) -> [Clash] {
    var byNamespace: [String: [(lane: Int, changes: [PathChange])]] = [:]
    for (index, lane) in lanes.enumerated() {
      for (namespace, changes) in NamespaceScheme.group(lane.changes.changes) {
        byNamespace[namespace, default: []].append((index, changes))
      }
    }
    var result: [Clash] = []
    for (_, touched) in byNamespace.sorted(by: { $0.key < $1.key }) where touched.count > 1 {
      var added: [(lane: Int, names: [AddedName: AddedPlace])] = []
      for (lane, changes) in touched { added.append((lane, try addedNames(changes))) }
      for (number, first) in added.enumerated() {
        for second in added[(number + 1)...] { result += pair(first, second) }
      }
    }
    return result.sorted { ($0.path, $0.id) < ($1.path, $1.id) }
  }

  /// What a lane has in a namespace that it had not before, in whichever of its files.
  private mutating func addedNames(_ changes: [PathChange]) throws(Reader.Failure) -> [AddedName: AddedPlace]
  {
    var old: Set<AddedName> = []
    var new: [AddedName: AddedPlace] = [:]
    for change in changes {
      if let entry = change.old, entry.mode.isRegular {
        for found in try names.names(in: entry, at: change.path) { old.insert(found.name) }
      }
      guard let entry = change.new, entry.mode.isRegular else { continue }
      for found in try names.names(in: entry, at: change.path) where new[found.name] == nil {
        new[found.name] = AddedPlace(path: change.path, lines: found.lines, content: found.content)
      }
    }
    return new.filter { !old.contains($0.key) }
  }

  private func pair(
    _ first: (lane: Int, names: [AddedName: AddedPlace]),
    _ second: (lane: Int, names: [AddedName: AddedPlace])
  ) -> [Clash] {
    first.names.compactMap { name, place in
      guard let other = second.names[name], other.path != place.path else { return nil }
      if let content = place.content, content == other.content { return nil }
      if name.isFileLocal, second.names.keys.first(where: { $0 == name })?.isFileLocal ?? false { return nil }
      return clash(name, (lanes[first.lane].name, place), (lanes[second.lane].name, other))
    }
  }

  private func clash(
    _ name: AddedName, _ a: (lane: String, place: AddedPlace), _ b: (lane: String, place: AddedPlace)
  ) -> Clash {
    let isSwapped = b.place.path < a.place.path
    let (first, second) = isSwapped ? (b, a) : (a, b)
    let lanes = [a.lane, b.lane]
    return Clash(
      id: clashID(kind: "definition", lanes: lanes, path: first.place.path, detail: name.detail),
      kind: "definition",
      level: .silent, lanes: lanes, path: first.place.path, paths: [first.place.path, second.place.path],
      lines: [a, b].map { Clash.Lines(lane: $0.lane, range: $0.place.lines) },
      decision: name.scheme.sharesOnlyOnDemand ? .likely : .ask, rule: "definitions",
      reason: reason(name, a.place, b.place))
  }

  private func reason(_ name: AddedName, _ a: AddedPlace, _ b: AddedPlace) -> String {
    let start = "\(name.scheme.rawValue) \(name.text) is added by both, in "
    let end = name.scheme.sharesOnlyOnDemand ? ": where both files are loaded, the last of them counts" : ""
    return start + "\(a.path.text) and in \(b.path.text)\(end)"
  }
}

/// A name that a lane added, with what it shares a namespace with.
struct AddedName: Hashable {
  let scheme: NamespaceScheme
  /// What tells names of one namespace further apart: Go's package clause.
  let package: String
  let text: String
  let variant: String
  /// Whether other files may have the name too, if theirs is local as well: Swift's `private`.
  var isFileLocal = false

  var detail: String { "\(scheme.rawValue) \(package) \(text) \(variant)" }

  static func == (a: AddedName, b: AddedName) -> Bool {
    a.scheme == b.scheme && a.package == b.package && a.text == b.text && a.variant == b.variant
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(scheme)
    hasher.combine(package)
    hasher.combine(text)
    hasher.combine(variant)
  }
}

struct AddedPlace {
  let path: GitPath
  /// Counted from 1.
  let lines: ClosedRange<Int>
  /// What it says, where saying the same does no harm.
  let content: [UInt8]?
}
