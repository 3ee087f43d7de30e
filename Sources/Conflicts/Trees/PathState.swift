import GitValues

/// What is known of one path while trees are merged.
struct PathState {
  /// The versions of the path; renames bring some in from other paths.
  var stages: Triple<FileEntry?>
  /// The path that each version came from.
  var names: Triple<GitPath>
  /// Whether the path takes part in a conflict that is not about its content.
  var hasPathConflict = false
  /// Whether a rename took the file away from here.
  var isRemoved = false
  /// Which versions were equal from the start; renames do not change this.
  let match: Match

  enum Match { case none, oursIsBase, theirsIsBase, sidesAreEqual }

  init(path: GitPath, stages: Triple<FileEntry?>) {
    self.stages = stages
    names = Triple(all: path)
    match =
      if stages.ours != nil && stages.ours == stages.base {
        .oursIsBase
      } else if stages.theirs != nil && stages.theirs == stages.base {
        .theirsIsBase
      } else if stages.ours != nil && stages.ours == stages.theirs {
        .sidesAreEqual
      } else {
        .none
      }
  }

  /// Whether all three versions are there and one can be taken without any thought of renames.
  var isPlain: Bool {
    match != .none && stages.base != nil && stages.ours != nil && stages.theirs != nil
  }
}
