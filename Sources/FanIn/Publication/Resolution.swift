import Git
import GitValues

/// What a person made of a lane's conflicts: a merge commit under `refs/fanin/resolve/`.
///
/// Its first parent is what the lane was merged into, its second parent the lane, its third, if there is one, what
/// was merged for the lane: a commit that makes it fit. Its tree is the result.
struct Resolution: Sendable {
  static let folder = "refs/fanin/resolve/"

  let reference: String
  let commit: ObjectID
  let onto: ObjectID
  let lane: ObjectID
  /// What was merged for the lane.
  let tip: ObjectID
  let tree: ObjectID
  /// The ids of the silent clashes that the person was shown.
  let shown: Set<String>

  /// The reference for a lane's branch.
  static func reference(for branch: String) -> String {
    folder + branch.branchName
  }
}

extension Workspace {
  /// The resolutions that were made and not yet used up: lane's branch → resolution.
  func resolutions() throws -> [ExactText: Resolution] {
    var result: [ExactText: Resolution] = [:]
    for reference in try repository.references(matching: Resolution.folder + "*") {
      let commit = try repository.graph.commit(reference.commit)
      let trailers = Trailers(reading: commit.message)
      guard [2, 3].contains(commit.parents.count), let branch = trailers["Fanin-Branch"] else { continue }
      result[ExactText(branch)] = Resolution(
        reference: reference.name, commit: reference.commit, onto: commit.parents[0],
        lane: commit.parents[1], tip: commit.parents.last ?? commit.parents[1], tree: commit.tree,
        shown: Set(trailers.all("Fanin-Shown")))
    }
    return result
  }
}
