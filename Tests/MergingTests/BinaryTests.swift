import Merging
import Testing

@Suite("Binary files")
struct BinaryTests {
  @Test func `a NUL among the first 8000 bytes makes a file binary`() {
    let text = [UInt8](repeating: 0x61, count: 8000)
    #expect(isBinary(text.dropLast() + [0]))
    #expect(!isBinary(text + [0]))
    #expect(!isBinary([]))
    #expect(isBinary([0]))
  }
}
