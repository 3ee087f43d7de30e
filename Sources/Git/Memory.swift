internal import Clibgit2

/// Keeps memory that is free again instead of giving it back to the system.
///
/// Texts and what is known of them come and go, and pages that went back are cleared anew each time, which was a fifth
/// of the time of merging one file. For processes that soon end; where the C library is another than glibc, nothing.
public func keepFreedMemory() { fanin_keep_freed_memory() }
