import Git
import GitValues

/// What a person made of a lane's conflicts: a merge commit under `refs/fanin/resolve/`.
///
/// Its first parent is what the lane was merged into, its second parent the lane; its tree is the result.
struct Resolution: Sendable {
  static let folder = "refs/fanin/resolve/"

  let reference: String
  let commit: ObjectID
  let onto: ObjectID
  let lane: ObjectID
  let tree: ObjectID

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
      guard commit.parents.count == 2, let branch = Trailers(reading: commit.message)["Fanin-Branch"] else {
        continue
      }
      result[ExactText(branch)] = Resolution(
        reference: reference.name, commit: reference.commit, onto: commit.parents[0],
        lane: commit.parents[1], tree: commit.tree)
    }
    return result
  }
}
