import Git
import GitValues

/// Names a conflict by its three texts, whichever side is ours.
struct ResolutionKey: Hashable {
  let base: ObjectID
  /// The side whose blob has the smaller id.
  let first: ObjectID
  let second: ObjectID
  let id: ObjectID

  init(
    base: some Collection<UInt8>, ours: some Collection<UInt8>, theirs: some Collection<UInt8>
  ) throws(GitError) {
    let sides = [
      try ObjectStore.id(of: .blob, Array(ours)), try ObjectStore.id(of: .blob, Array(theirs)),
    ]
    self.base = try ObjectStore.id(of: .blob, Array(base))
    first = min(sides[0], sides[1])
    second = max(sides[0], sides[1])
    let text = "conflict\n\(self.base.hex)\n\(first.hex)\n\(second.hex)\n"
    id = try ObjectStore.id(of: .blob, Array(text.utf8))
  }

  /// The folder of a conflict in the tree of the remembered ones.
  static func folder(of id: String) -> GitPath {
    GitPath("\(id.prefix(2))/\(id.dropFirst(2))")
  }

  var folder: GitPath { ResolutionKey.folder(of: id.hex) }
}
