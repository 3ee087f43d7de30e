import Conflicts
import Git
import GitValues

/// The three trees of one merge, for `TreeMerger`.
struct TreeSource: MergeSource {
  let repository: Repository
  let trees: Triple<ObjectID>
  let blobs: BlobMerger
  let labels: Triple<String>

  func content(_ id: ObjectID) throws(GitError) -> [UInt8] { try repository.objects.blob(id) }

  func size(_ id: ObjectID) throws(GitError) -> Int { try repository.objects.size(id) }

  func hasFolder(_ path: GitPath, in version: TreeVersion) throws(GitError) -> Bool {
    try repository.objects.entry(at: path, in: root(version))?.mode == .tree
  }

  func entry(_ path: GitPath, in version: TreeVersion) throws(GitError) -> FileEntry? {
    let entry = try repository.objects.entry(at: path, in: root(version))
    return entry?.mode == .tree ? nil : entry
  }

  private func root(_ version: TreeVersion) -> ObjectID {
    switch version {
    case .base: trees.base
    case .side(let side): trees[side]
    }
  }

  /// Labels name the paths where a rename made them differ, as git's do.
  func mergeBlobs(_ request: BlobMergeRequest) throws(GitError) -> BlobMerge {
    let names = request.names
    let isSamePath = names.base == names.ours && names.ours == names.theirs
    func label(_ side: String, _ path: GitPath) -> [UInt8] {
      isSamePath ? Array(side.utf8) : Array(side.utf8) + [UInt8(ascii: ":")] + path.bytes
    }
    return try blobs.merge(
      request,
      labels: Triple(
        base: label(labels.base, names.base), ours: label(labels.ours, names.ours),
        theirs: label(labels.theirs, names.theirs)))
  }

  func mergeSubmodule(_ path: GitPath, _ commits: Triple<ObjectID>) throws(GitError) -> ObjectID? {
    guard let graph = repository.submoduleGraph(at: path) else { return nil }
    guard isKnown(commits, in: graph) else { return nil }
    guard try graph.isAncestor(commits.base, of: commits.ours),
      try graph.isAncestor(commits.base, of: commits.theirs)
    else { return nil }
    if try graph.isAncestor(commits.ours, of: commits.theirs) { return commits.theirs }
    if try graph.isAncestor(commits.theirs, of: commits.ours) { return commits.ours }
    return nil
  }

  private func isKnown(_ commits: Triple<ObjectID>, in graph: CommitGraph) -> Bool {
    [commits.base, commits.ours, commits.theirs].allSatisfy { (try? graph.commit($0)) != nil }
  }
}
