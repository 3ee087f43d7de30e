import Foundation
import GitValues
import Merging
import Testing

@testable import FanIn
@testable import Git

@Suite struct RepositoryMemoryTests {
  private let identity = [
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "C",
    "GIT_COMMITTER_EMAIL": "c@d",
  ]

  private func workspace() throws -> (TestRepository, Workspace) {
    let repository = try TestRepository()
    return (repository, try Workspace(directory: repository.folder.path, environment: identity))
  }

  private func settled(_ base: String, _ ours: String, _ theirs: String, _ result: String) -> SettledConflict
  {
    SettledConflict(
      path: "f", base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8),
      result: Array(result.utf8))
  }

  private func recall(
    _ memory: any ResolutionMemory, _ base: String, _ ours: String, _ theirs: String
  ) -> String? {
    memory.remembered(
      base: Array(base.utf8)[...], ours: Array(ours.utf8)[...], theirs: Array(theirs.utf8)[...]
    )
    .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `A conflict is remembered with its sides in either order, and no other one is`() throws {
    let (repository, workspace) = try workspace()
    defer { withExtendedLifetime(repository) {} }
    #expect(
      try workspace.remember([settled("0\n", "a\n", "b\n", "ab\n"), settled("", "a\n", "b\n", "")]) == 2)
    let memory = workspace.resolutionMemory()
    #expect(recall(memory, "0\n", "a\n", "b\n") == "ab\n")
    #expect(recall(memory, "0\n", "b\n", "a\n") == "ab\n")
    #expect(recall(memory, "", "b\n", "a\n") == "")
    #expect(recall(memory, "a\n", "0\n", "b\n") == nil)
    #expect(recall(memory, "0\n", "a\n", "a\n") == nil)
    #expect(recall(memory, "0\n", "a\n", "b") == nil)
  }

  @Test func `The last result counts, and the same one again is nothing new`() throws {
    let (repository, workspace) = try workspace()
    defer { withExtendedLifetime(repository) {} }
    #expect(try workspace.remember([settled("0", "a", "b", "1")]) == 1)
    #expect(try workspace.remember([settled("0", "b", "a", "1")]) == 0)
    #expect(try workspace.remember([settled("0", "b", "a", "2")]) == 1)
    #expect(recall(workspace.resolutionMemory(), "0", "a", "b") == "2")
    #expect(try workspace.rememberedResolutions().count == 1)
  }

  @Test func `A conflict that was settled in two ways at once is not remembered`() throws {
    let (repository, workspace) = try workspace()
    defer { withExtendedLifetime(repository) {} }
    #expect(
      try workspace.remember([
        settled("0", "a", "b", "1"), settled("0", "b", "a", "2"), settled("0", "a", "c", "3"),
      ]) == 1)
    #expect(recall(workspace.resolutionMemory(), "0", "a", "b") == nil)
    #expect(recall(workspace.resolutionMemory(), "0", "a", "c") == "3")
  }

  @Test func `Where nothing was ever remembered nothing is recalled`() throws {
    let (repository, workspace) = try workspace()
    defer { withExtendedLifetime(repository) {} }
    #expect(recall(workspace.resolutionMemory(), "0", "a", "b") == nil)
    #expect(try workspace.rememberedResolutions().isEmpty)
    #expect(try workspace.forgetResolutions(nil) == 0)
  }

  /// Remembers one thing for everything.
  private struct Parrot: ResolutionMemory {
    func remembered(base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>) -> [UInt8]? {
      Array("parrot\n".utf8)
    }
  }

  private static let isAsked = resolveText(
    ResolutionRequest(
      base: Array("0\n".utf8), ours: Array("one\n".utf8), theirs: Array("two\n".utf8), memory: Parrot())
  ).isClean

  @Test(.enabled(if: isAsked, "the rules ask no memory"))
  func `A merge of three files settles what is remembered, with its sides in either order`() throws {
    let (repository, workspace) = try workspace()
    func write(_ name: String, _ changed: String) throws -> [UInt8] {
      let file = repository.folder.appending(path: name)
      try Data("above\n1\n2\n\(changed)\n3\n4\nbelow\n".utf8).write(to: file)
      return Array(file.path.utf8)
    }
    let (base, one, two) = (try write("base", "0"), try write("one", "alpha"), try write("two", "beta"))
    func merged(_ ours: [UInt8], _ theirs: [UInt8]) throws -> FileMergeReport {
      var request = FileMergeRequest(base: base, ours: ours, theirs: theirs)
      request.replacesOurs = false
      // Tests of git's own merges have the rules switched off.
      request.accept = .likely
      return try mergeFile(request, in: repository.folder.path, environment: identity)
    }
    #expect(try merged(one, two).result == .conflict)
    try workspace.remember([settled("0\n", "alpha\n", "beta\n", "both\n")])
    #expect(recall(workspace.resolutionMemory(), "0\n", "alpha\n", "beta\n") == "both\n")
    for report in [try merged(one, two), try merged(two, one)] {
      #expect(report.result == .clean, "\(report)")
      #expect(String(decoding: report.bytes, as: UTF8.self) == "above\n1\n2\nboth\n3\n4\nbelow\n")
      #expect(report.decisions.map(\.rule) == ["remembered"])
    }
    _ = try workspace.forgetResolutions(nil)
    #expect(try merged(two, one).result == .conflict)
  }
}
