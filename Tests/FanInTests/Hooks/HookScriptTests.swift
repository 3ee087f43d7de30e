import Foundation
import Git
import GitValues
import Testing

@testable import FanIn

@Suite struct HookScriptTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "hooks")

  @Test(arguments: GitHook.allCases)
  func `The scripts for copying are those that are installed`(hook: GitHook) throws {
    let file = Self.folder.appending(path: hook.rawValue)
    #expect(try String(contentsOf: file, encoding: .utf8) == HookScript(hook: hook).text)
    #expect(FileManager.default.isExecutableFile(atPath: file.path()))
  }

  @Test(arguments: GitHook.allCases)
  func `An installed script proves itself unchanged`(hook: GitHook) throws {
    let script = HookScript(hook: hook)
    let bytes = try script.installed(program: "/a b/it's/git-fanin", mode: 0o755, isFolderNew: true)
    #expect(HookScript.state(of: bytes, mode: 0o755) == .ours(isFolderNew: true))
    #expect(HookScript.state(of: bytes, mode: 0o644) == .changed)
    #expect(HookScript.state(of: bytes + Array("x".utf8), mode: 0o755) == .changed)
    #expect(HookScript.state(of: bytes.dropLast(), mode: 0o755) == .changed)
    #expect(HookScript.state(of: Array("#!/bin/sh\n".utf8) + bytes, mode: 0o755) == .changed)
    #expect(HookScript.state(of: Array(script.text.utf8), mode: 0o755) == .foreign)
    for other in [[], [0x0A], Array("#!/bin/sh".utf8), Array("#!/bin/sh\nexit 0\n".utf8)] {
      #expect(HookScript.state(of: other, mode: 0o755) == .foreign)
    }
  }
}

@Suite struct MarkedBlockTests {
  private let block = MarkedBlock(text: "[a]\n\tb = c\n")

  @Test(arguments: ["", "x = 1\n", "no end", "\n", "a\r\n", "# comment\n\n\n"])
  func `What is put in is taken out again byte for byte`(text: String) throws {
    let file = Array(text.utf8)
    let with = try #require(try block.put(into: file))
    #expect(try block.put(into: with) == nil)
    #expect(try MarkedBlock.taken(from: with) == file)
    #expect(try MarkedBlock.taken(from: with + Array("more\n".utf8)) == file + Array("more\n".utf8))
    let other = try #require(try MarkedBlock(text: "z\n").put(into: with))
    #expect(try MarkedBlock.taken(from: other) == file)
  }

  @Test func `A block that somebody has changed is left alone`() throws {
    let with = try #require(try block.put(into: Array("x\n".utf8)))
    let changed = String(decoding: with, as: UTF8.self).replacing("b = c", with: "b = d")
    #expect(throws: FanInError.self) { try MarkedBlock.taken(from: Array(changed.utf8)) }
    #expect(throws: FanInError.self) { try block.put(into: Array(changed.utf8)) }
    let cut = String(decoding: with, as: UTF8.self).replacing("# <<< git-fanin install\n", with: "")
    #expect(try MarkedBlock.state(of: Array(cut.utf8)) == .changed)
  }
}
