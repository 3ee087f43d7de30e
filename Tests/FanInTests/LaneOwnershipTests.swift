import Conflicts
import Foundation
import Git
import GitValues
import Testing

@testable import FanIn

@Suite struct LaneOwnershipTests {
  @Test func `Clashes of ownership follow what lanes were started with and the settings`() throws {
    let repository = try TestRepository(["fanin.integration": "list", "fanin.ownership": "owner"])
    let base = repository.commit(["src/x": "x", "list": "l", "other": "o"])
    let tip = repository.commit(["src/x": "x2", "list": "l2", "other": "o2"], parents: [base])
    try repository.write()
    let workspace = try Workspace(
      directory: repository.folder.path(),
      environment: [
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
      ])
    _ = try workspace.start(
      [LaneWish(name: "my lane", owns: ["docs/**"]), LaneWish(name: "src", owns: ["src/**"])], from: "c1"
    ) { _, _ in }
    defer { try? FileManager.default.removeItem(atPath: (try? workspace.lanesFolder()) ?? "/nowhere") }
    let graph = workspace.repository.graph
    let trees = (try graph.commit(repository.id(base)).tree, try graph.commit(repository.id(tip)).tree)
    let lane = LaneTree(
      name: "my-lane", base: trees.0, tree: trees.1,
      changes: try workspace.repository.objects.changes(from: trees.0, to: trees.1))
    let settings = try Settings(workspace.repository, of: nil)
    let found = try workspace.ownershipClashes(
      among: [lane], target: "refs/heads/c1", settings, policy: try workspace.ownershipPolicy(settings))
    #expect(
      found.map { "\($0.path) \($0.lanes) \($0.decision)" } == [
        #"list ["my-lane", "refs/heads/c1"] likely"#, #"other ["my-lane", "refs/heads/c1"] ask"#,
        #"src/x ["my-lane", "src"] likely"#,
      ])
    try repository.git("config", "fanin.ownership", "nonsense")
    #expect(throws: GitError.self) {
      let again = try Workspace(directory: repository.folder.path(), environment: [:])
      _ = try again.ownershipPolicy(try Settings(again.repository, of: nil))
    }
  }
}
