internal import GitValues

extension IndexFile {
  /// Gives paths new entries and leaves all others as they are.
  ///
  /// - Parameters:
  ///   - changes: path → its entry; nil to remove it.
  ///   - untouched: paths whose entries stay even so.
  mutating func replace(_ changes: [GitPath: IndexEntry?], leaving untouched: Set<GitPath>) {
    smudgeRacyEntries()
    let changes = changes.filter { !untouched.contains($0.key) }
    guard !changes.isEmpty else { return }
    let added = changes.values.compactMap { $0 }
    entries = (entries.filter { changes[$0.path] == nil } + added).sorted {
      $0.path != $1.path ? $0.path < $1.path : $0.stage < $1.stage
    }
    for path in changes.keys { cacheTree?.invalidate(path) }
  }

  /// Makes entries differ from their files where a change may have gone unseen.
  ///
  /// A file as young as the index is read again by git, as it may have been changed right after. A new index is younger and
  /// would hide that: a size of zero makes git look.
  private mutating func smudgeRacyEntries() {
    for position in entries.indices where entries[position].stage == 0 {
      let entry = entries[position]
      guard isRacy(entry), entry.entry.mode != .submodule, entry.stamp != FileStamp() else { continue }
      entries[position].stamp.size = 0
    }
  }
}
