import Git
import GitValues

/// Change sets kept on disk by the two trees they lie between, so that a hook need not compare trees again.
///
/// What lies between two trees never changes, so nothing in it can be out of date. It is one file in the repository's
/// common folder, replaced as a whole; whoever finds it damaged goes on without, and whoever removes it loses nothing
/// but time. Only what was asked for lately is kept, up to a bound.
///
/// Form: a line that names the form; then for each set the two trees, a count and the changes, each with its path's
/// length, the path, and both entries; at the end the id of all that, as of a blob. Numbers have four bytes, the
/// largest first.
final class ChangeSetCache {
  private struct Key: Hashable {
    let from: ObjectID
    let to: ObjectID
  }

  private let objects: ObjectStore
  private let path: String
  private let folders: [String]
  private var sets: [Key: ChangeSet]
  /// What was asked for, the latest last.
  private var used: [Key] = []
  private var isChanged = false

  private static let form = Array("git-fanin change sets 1\n".utf8)
  /// How many bytes the file may have: it is read as a whole at every commit.
  static let limit = 1 << 20

  init(_ repository: Repository) {
    objects = repository.objects
    let state = StateFolder(repository).path
    folders = [state, state + "/cache"]
    path = state + "/cache/change-sets"
    sets = readFile(path, limit: ChangeSetCache.limit + 1).flatMap(ChangeSetCache.decode) ?? [:]
  }

  /// What changed from one tree to another.
  func changes(from old: ObjectID, to new: ObjectID) throws(GitError) -> ChangeSet {
    let key = Key(from: old, to: new)
    used.append(key)
    if let known = sets[key] { return known }
    let changes = try objects.changes(from: old, to: new)
    sets[key] = changes
    isChanged = true
    return changes
  }

  /// Writes the file if it would say something new. That it cannot be written is no failure.
  func save() {
    guard isChanged else { return }
    for folder in folders { try? SystemFiles.makeFolder(folder) }
    let temporary = "\(path).\(SystemFiles.processID)"
    guard writeFile(temporary, encoded()), SystemFiles.move(temporary, to: path) else {
      try? SystemFiles.remove(temporary)
      return
    }
  }

  private func encoded() -> [UInt8] {
    var bytes = ChangeSetCache.form
    var told: Set<Key> = []
    // What was just asked for comes first, so that the bound falls on what nobody wants any more.
    for key in used.reversed() + Array(sets.keys) where told.insert(key).inserted {
      guard let set = sets[key] else { continue }
      let part = ChangeSetCache.encode(key, set)
      if bytes.count + part.count + ObjectID.byteCount <= ChangeSetCache.limit { bytes += part }
    }
    return bytes + ((try? ObjectStore.id(of: .blob, bytes)) ?? .zero).bytes
  }

  private static func encode(_ key: Key, _ set: ChangeSet) -> [UInt8] {
    var bytes = key.from.bytes + key.to.bytes + number(set.count)
    for change in set.changes {
      bytes += number(change.path.bytes.count) + change.path.bytes
      for entry in [change.old, change.new] {
        bytes += number(Int(entry?.mode.rawValue ?? 0)) + (entry?.id ?? .zero).bytes
      }
    }
    return bytes
  }

  private static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// - Returns: nil where the bytes are not of that form.
  private static func decode(_ bytes: [UInt8]) -> [Key: ChangeSet]? {
    let end = bytes.count - ObjectID.byteCount
    guard bytes.count <= limit, end >= form.count, bytes.starts(with: form),
      ObjectID(bytes, at: end) == (try? ObjectStore.id(of: .blob, Array(bytes[..<end])))
    else { return nil }
    var reader = Reader(bytes: bytes, position: form.count, end: end)
    var sets: [Key: ChangeSet] = [:]
    while reader.position < end {
      guard let from = reader.id(), let to = reader.id(), let set = reader.changes() else { return nil }
      sets[Key(from: from, to: to)] = set
    }
    return sets
  }

  private struct Reader {
    let bytes: [UInt8]
    var position: Int
    let end: Int

    mutating func number() -> Int? {
      guard position + 4 <= end else { return nil }
      defer { position += 4 }
      return bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func id() -> ObjectID? {
      guard position + ObjectID.byteCount <= end else { return nil }
      defer { position += ObjectID.byteCount }
      return ObjectID(bytes, at: position)
    }

    /// - Returns: an entry or that there is none; nil where the bytes end.
    mutating func entry() -> FileEntry?? {
      guard let mode = number(), let id = id() else { return nil }
      return .some(
        mode == 0 ? nil : FileEntry(mode: FileMode(bits: UInt16(truncatingIfNeeded: mode)), id: id))
    }

    mutating func changes() -> ChangeSet? {
      guard let count = number() else { return nil }
      var changes: [PathChange] = []
      for _ in 0..<count {
        guard let length = number(), position + length <= end else { return nil }
        let path = GitPath(bytes[position..<position + length])
        position += length
        guard let old = entry(), let new = entry() else { return nil }
        changes.append(PathChange(path: path, old: old, new: new))
      }
      return ChangeSet(changes)
    }
  }
}
