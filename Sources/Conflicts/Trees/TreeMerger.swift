public import GitValues

/// Merges three trees as git's merge-ort does, from what each side changed.
///
/// Terms: a *stage* is one of the three versions of a path; a *state* is what is known of a path that both
/// sides have to do with. The steps:
/// 1. every path that one side changed gets a state, if the other side could have to do with it;
/// 2. renames bring together the stages of one file under its new name (`TreeMerger+Renames`), and files
///    follow renamed folders (`TreeMerger+Folders`);
/// 3. each state becomes an entry, a removal or a conflict (`TreeMerger+Entries`).
///
/// Invariant: where `merge` says clean, the tree is git's, byte for byte; where it does not, the conflicted
/// paths and their kinds are git's. Cost follows the changes of the two sides, not the trees.
/// Source: git's documentation of merge-ort (`Documentation/technical`), and its results.
public struct TreeMerger<Source: MergeSource> {
  let source: Source
  let options: TreeMergeOptions
  let changes: Sides<ChangeSet>
  var states: [GitPath: PathState] = [:]
  /// Folders that nothing may be put in the place of, as no file in them is looked at.
  var settledFolders: Set<GitPath> = []
  var result = TreeMerge()

  /// - Parameters:
  ///   - ours: what we changed since the base.
  ///   - theirs: what they changed since the same base.
  ///   - source: the repository.
  ///   - options: how to merge.
  public init(ours: ChangeSet, theirs: ChangeSet, source: Source, options: TreeMergeOptions = .init()) {
    self.source = source
    self.options = options
    changes = Sides(ours: ours, theirs: theirs)
  }

  /// Merges.
  ///
  /// - Throws: what `source` throws.
  public consuming func merge() throws(Source.Failure) -> TreeMerge {
    try collect()
    if options.detectsRenames { try followRenames() }
    try settleEntries()
    result.conflicts.sort { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
    result.cleanTexts.sort { $0.path < $1.path }
    return result
  }

  func name(of side: Side) -> String { side == .ours ? options.oursName : options.theirsName }

  /// Gives every changed path a state; paths that can be settled at once get none.
  private mutating func collect() throws(Source.Failure) {
    let ours = changes.ours.changes
    let theirs = changes.theirs.changes
    var i = 0
    var j = 0
    while i < ours.count || j < theirs.count {
      if j == theirs.count || (i < ours.count && ours[i].path < theirs[j].path) {
        let change = ours[i]
        add(change.path, Triple(base: change.old, ours: change.new, theirs: change.old))
        i += 1
      } else if i == ours.count || theirs[j].path < ours[i].path {
        let change = theirs[j]
        add(change.path, Triple(base: change.old, ours: change.old, theirs: change.new))
        j += 1
      } else {
        result.shared.append(ours[i].path)
        add(ours[i].path, Triple(base: ours[i].old, ours: ours[i].new, theirs: theirs[j].new))
        i += 1
        j += 1
      }
    }
  }

  private mutating func add(_ path: GitPath, _ stages: Triple<FileEntry?>) {
    let state = PathState(path: path, stages: stages)
    guard state.isPlain else {
      states[path] = state
      return
    }
    // Ours needs no update; equal sides neither.
    if state.match == .oursIsBase { result.updates[path] = .some(stages.theirs) }
  }
}
