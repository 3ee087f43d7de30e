import Conflicts
import Git
import GitValues
import Merging

/// Two commits merged in memory.
struct CommitMerge {
  /// The tree that was merged into.
  let oursTree: ObjectID
  let merge: TreeMerge
}

/// Merges commits: finds their merge bases, merges several of these first, and merges the trees.
///
/// Nothing is written: new blobs and trees are in the object store's layer.
final class CommitMerger {
  let repository: Repository
  let settings: MergeSettings
  private let blobs: BlobMerger
  private var changeSets: [Pair: ChangeSet] = [:]
  private var virtualBases: [VirtualBase: ObjectID] = [:]

  private struct Pair: Hashable {
    let old: ObjectID?
    let new: ObjectID
  }

  /// The depth counts, as conflict markers grow with it.
  private struct VirtualBase: Hashable {
    let bases: [ObjectID]
    let depth: Int
  }

  /// - Parameters:
  ///   - repository: where the commits are.
  ///   - commit: whose `.gitattributes` rule; it must be on disk.
  init(_ repository: Repository, attributesOf commit: ObjectID) throws(GitError) {
    self.repository = repository
    let own = try Settings(repository, of: try repository.graph.commit(commit).tree)
    settings = try MergeSettings(try repository.configuration(), own)
    let attributes = try AttributeReader(repository, at: commit)
    blobs = BlobMerger(
      objects: repository.objects, attributes: attributes, settings: settings,
      memory: RepositoryMemory(repository))
  }

  /// What differs between two trees; each pair is compared once.
  func changes(from old: ObjectID?, to new: ObjectID) throws(GitError) -> ChangeSet {
    let pair = Pair(old: old, new: new)
    if let known = changeSets[pair] { return known }
    let changes = try repository.objects.changes(from: old, to: new)
    changeSets[pair] = changes
    return changes
  }

  /// Merges two commits as `git merge` does.
  ///
  /// - Parameters:
  ///   - ours: the commit that is merged into.
  ///   - theirs: the commit that is merged.
  ///   - names: what conflict markers and moved files call the sides.
  func merge(_ ours: ObjectID, _ theirs: ObjectID, names: SideNames) throws(GitError) -> CommitMerge {
    try merge(ours, theirs, names: names, depth: 0)
  }

  /// How long conflict markers are in a file (`conflict-marker-size`).
  func markerSize(for path: GitPath) throws(GitError) -> Int { try blobs.rule(for: path).markerSize }

  private func merge(
    _ ours: ObjectID, _ theirs: ObjectID, names: SideNames, depth: Int
  ) throws(GitError) -> CommitMerge {
    let base = try base(of: ours, theirs, depth: depth)
    let graph = repository.graph
    return try mergeTrees(
      base: base.tree, ours: graph.commit(ours).tree, theirs: graph.commit(theirs).tree,
      names: names, baseName: base.name, depth: depth)
  }

  /// Merges three trees.
  func mergeTrees(
    base: ObjectID, ours: ObjectID, theirs: ObjectID, names: SideNames, baseName: String, depth: Int = 0
  ) throws(GitError) -> CommitMerge {
    var options = settings.trees
    options.depth = depth
    options.oursName = names.ours
    options.theirsName = names.theirs
    let labels = Triple(base: baseName, ours: names.ours, theirs: names.theirs)
    let source = TreeSource(
      repository: repository, trees: Triple(base: base, ours: ours, theirs: theirs),
      blobs: blobs, labels: labels)
    let merger = TreeMerger(
      ours: try changes(from: base, to: ours), theirs: try changes(from: base, to: theirs),
      source: source, options: options)
    return CommitMerge(oursTree: ours, merge: try merger.merge())
  }

  /// Finds out what two sides conflict about, without making the merged files.
  ///
  /// - Parameters:
  ///   - trees: the three trees, for what has to be looked up.
  ///   - ours: what to merge, possibly only a part of the changes.
  ///   - theirs: likewise.
  func probe(
    _ trees: Triple<ObjectID>, ours: ChangeSet, theirs: ChangeSet
  ) throws(GitError) -> TreeMerge {
    var options = settings.trees
    options.isProbe = true
    let source = TreeSource(
      repository: repository, trees: trees, blobs: blobs,
      labels: Triple(base: "base", ours: "ours", theirs: "theirs"))
    return try TreeMerger(ours: ours, theirs: theirs, source: source, options: options).merge()
  }

  /// The tree that both commits are compared with.
  func baseTree(of ours: ObjectID, _ theirs: ObjectID) throws(GitError) -> ObjectID {
    try baseTree(merging: Array(try repository.graph.mergeBases(ours, theirs).reversed()))
  }

  /// The tree that both commits are compared with, and its name in conflict markers.
  private func base(
    of ours: ObjectID, _ theirs: ObjectID, depth: Int
  ) throws(GitError) -> (tree: ObjectID, name: String) {
    let bases = Array(try repository.graph.mergeBases(ours, theirs).reversed())
    return try base(merging: bases, depth: depth)
  }

  /// The tree of one merge base, or what several merge to, and its name in conflict markers.
  ///
  /// - Parameter bases: oldest first, the order in which git merges them.
  private func base(
    merging bases: [ObjectID], depth: Int
  ) throws(GitError) -> (tree: ObjectID, name: String) {
    let tree = try baseTree(merging: bases, depth: depth)
    // Markers of the plain style have no base, and a name costs looking through the packs.
    guard settings.style != .merge else { return (tree, "") }
    guard let first = bases.first else { return (tree, "empty tree") }
    return (tree, bases.count > 1 ? "merged common ancestors" : try repository.shortName(of: first))
  }

  /// The tree of one merge base, or what several merge to; the empty tree where there is none.
  ///
  /// - Parameters:
  ///   - bases: oldest first, the order in which git merges them.
  ///   - depth: how many merges of merge bases this is inside of.
  /// - Throws: what reading objects throws.
  func baseTree(merging bases: [ObjectID], depth: Int = 0) throws(GitError) -> ObjectID {
    guard let first = bases.first else { return .emptyTree }
    let graph = repository.graph
    guard bases.count > 1 else { return try graph.commit(first).tree }
    let key = VirtualBase(bases: bases, depth: depth)
    if let known = virtualBases[key] { return try graph.commit(known).tree }
    var merged = first
    for next in bases.dropFirst() {
      let names = SideNames(ours: "Temporary merge branch 1", theirs: "Temporary merge branch 2")
      let result = try merge(merged, next, names: names, depth: depth + 1)
      merged = try repository.addCommit(
        tree: try repository.objects.apply(result.merge.updates, to: result.oursTree),
        parents: [merged, next], author: .nobody, committer: .nobody, message: "merged common ancestors")
    }
    virtualBases[key] = merged
    return try graph.commit(merged).tree
  }
}

/// What the two sides of a merge are called.
struct SideNames: Hashable {
  let ours: String
  let theirs: String
}
