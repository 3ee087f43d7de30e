import Outlines

/// A little of each language, with what lexers stumble over.
enum Snippets {
  static let all: [(language: Language, text: String)] = [
    (
      .python,
      #"""
      import os, sys as s
      from .a import (
          b,
          c as d,
      )
      if TYPE_CHECKING:
          from x import *
      X = 1
      class E(StrEnum):
          A = "a"
          def f(self): pass
      # doc
      @mcp.tool(name="q")
      @x
      async def foo(a, b="""
      def no(): x"""):
          """doc"""
          def inner(): pass
          return f"{a!r:>{b}} {x['y']} {{"

      register(foo)

      """#
    ),
    (
      .swift,
      ##"""
      @testable import Foo
      import struct A.B
      @Suite("x") struct T {
        @Test("a b", arguments: [1, 2])
        func `does it`(x: Int) async throws { #expect(x == 1) }
        var y: Int { 3 }
        static func == (a: Self, b: Self) -> Bool { true }
        init?(x: String = "\(y ? "a" : "b")") { }
        #if os(Linux)
        func z() {}
        #else
        func z() {}
        #endif
      }
      extension Foo.Bar: P where T == Int { enum K: String { case a, b = "x", c(Int) } }
      let re = #/a"b/#
      let raw = #"a"\#(b)"#

      """##
    ),
    (
      .typescript,
      #"""
      import a, { b as c, type D } from "x";
      import * as n from 'n'
      import "side.css"
      const { q, r: s } = require('z');
      /** Doc */
      export class A<T> extends B {
        private x: number = 3;
        get v(): number { return 1 }
        set v(w) { }
        async foo<T>(a: { b: T }): Promise<{ c: T }> {
          return `a${ `b${c}` }`;
        }
        bar = () => { return /[/"]/.test("x") };
      }
      export enum E { A = 1, B }
      export const f = async (x: number): Promise<void> => { }
      const test = base.extend<{ user: string }>({
        user: async ({ page }, use) => { await use(1) },
        "other": 3,
      });
      describe("d", () => {
        it("works", async () => { });
        describe('inner', function () { test('x', () => {}) })
      });

      """#
    ),
    (
      .tsx,
      #"""
      import React from "react"
      export const View = ({ a }) => (
        <div className="x" {...a}>
          Don't {a ? <b>it's</b> : null} stop // here
          <Select<Option> onChange={() => { go() }} />
        </div>
      )
      const id = <T,>(x: T) => x
      function after() { return 1 }

      """#
    ),
    (
      .go,
      """
      package x
      import (
      \t"fmt"
      \tz "a/b"
      )
      func init() {}
      func (s *Srv[T]) Do(a int) (err error) {
      \treturn
      }
      func F[T any](x T) interface{} { return 1 }
      type A struct { B int; C, D string }
      type I interface {
      \tM(x int) error
      \tio.Reader
      }
      var (
      \tx, y = 1, 2
      )

      """
    ),
    (
      .rust,
      ##"""
      use a::b::{c, d as e};
      pub use f::g;
      /// doc
      #[derive(Debug)]
      pub struct S<'a> { pub x: &'a str, y: char }
      impl<'a> S<'a> {
          pub(crate) const fn f(&self) -> char { '\'' }
          fn g() -> &'static str { r#"a"b"# }
      }
      #[cfg(test)]
      mod tests { #[test] fn t() { let q = 'x'; } }
      macro_rules! m { () => {} }
      enum E { A, B(u8), C { z: i32 } }

      """##
    ),
    (
      .java,
      #"""
      package x.y;
      import java.util.List;
      import static a.b.C.*;
      /** d */
      @Foo(a = {1, 2})
      public class A<T extends B> implements C {
        private final Map<String, List<T>> m = new HashMap<>();
        public enum E { X(1) { void f() {} }, Y; private int q; E(int x) {} }
        public A(int x) { }
        @Override
        public <R> R foo(List<R> a, int... b) throws Exception { return '"'; }
        abstract void bar();
        @interface Ann { int value() default 1; }
      }

      """#
    ),
    (
      .kotlin,
      #"""
      import a.b.C as D
      data class P(val x: Int, val y: Int = 3)
      object O { const val X = 1; fun String.ext(a: Int) = a }
      enum class E(val v: Int) { A(1), B(2); fun f() {} }
      class Q : R() {
          companion object { val z = 3 }
          override fun foo() { "a${b}c" }
          fun `a test name`() { }
      }
      dependencies {
          implementation("a:b:1")
      }

      """#
    ),
    (
      .cpp,
      #"""
      #ifndef X_H
      #define X_H
      #include <vector>
      #include "a.h"
      namespace a::b {
      template <typename T, class U = int> struct S : public B<T> {
        int x;
        S() : x{1}, y(2) { }
        bool operator==(const S& o) const { return true; }
      };
      class Fwd;
      enum class K : int { A = 1, B };
      int S::get(int a) const { return 1'000; }
      struct foo *bar(void) { return 0; }
      #ifdef A
      int f(int x) {
      #else
      int f(long x) {
      #endif
        return 0;
      }
      TEST(Suite, Name) { EXPECT(1); }
      extern "C" { void g(void) { } }
      auto r = R"x(a")x";
      }
      #endif

      """#
    ),
    (
      .csharp,
      #"""
      using System;
      namespace N {
        [Attr(1)]
        public partial class A : B<int> {
          public int P { get; set; } = 3;
          public string Q => $"a{P:N2}";
          public A(int a) : base(a) { }
          public async Task<int> F<T>(T a) where T : class { return 1; }
          [Fact] public void Test1() { var s = @"a""b"; }
          enum E { A, B = 2 }
        }
      }

      """#
    ),
    (
      .ruby,
      #"""
      require 'x'
      # doc
      class Foo < Bar::Baz
        X = 3
        def self.go(a, b = {})
          return if a
          x = if b then 1 else 2 end
          while x do x += 1 end
          [1].each do |y| puts "#{y ? "a" : 'b'} end" end
        end
        def a=(v) = @a = v
        def valid?
          <<~SQL
            select ' from x
          SQL
        end
      end
      RSpec.describe Foo do
        let(:x) { 1 }
        it "works" do
          expect(x / 2).to match(/a"b/)
          expect(1).to eq(%w[a b])
        end
      end

      """#
    ),
    (
      .php,
      #"""
      <?php
      namespace A\B;
      use C\D;
      use E\{F, G as H};
      #[Attr]
      final class X extends Y {
        const A = 1;
        private ?int $x = 3;
        public function foo(int $a): string { return "a {$this->x["k"]} b"; }
        public static function bar() { return <<<EOT
        it's
        EOT; }
      }
      function baz() {}

      """#
    ),
    (
      .shell,
      #"""
      #!/bin/bash
      source ./lib.sh
      X=1
      foo() {
        case "$1" in
          a|b) echo "x $(echo "y)")";;
          *) cat <<EOF
      it's
      EOF
        esac
      }
      function bar { echo ${#x} # it's
      }

      """#
    ),
    (
      .sql,
      #"""
      -- it's
      CREATE TABLE IF NOT EXISTS public.users (id int, t text default 'a;''b');
      create or replace function f(a int) returns int as $$ begin; it's; end $$ language sql;
      select q'[it's]' from dual;
      CREATE UNIQUE INDEX i ON users (id);

      """#
    ),
    (
      .json,
      """
      {
        // it's
        "a": {"b": 1, "c": [{"d": "}"}, 2]},
        "e": null,
      }

      """
    ),
    (
      .toml,
      """
      top = 1
      [tool.x]
      a.b = "]"
      c = [
        "x",
      ]
      [[pkg]]
      d = { x = 1, y = 2 }

      """
    ),
    (
      .yaml,
      """
      # c
      a: 1
      b:
        - name: x
          run: |
            echo: no
            key: v
        - name: y
      c: {x: 1,
        y: 2}
      "d e": 'x'
      ---
      a: 2

      """
    ),
    (.ini, "a = 1\n[x]\n; c\nb: 2\n  more\n[y]\nb = 3\n"),
    (.properties, "a.b=1\n# c\nd e \\\n  f\n"),
    (.xml, "<a>\n  <!-- c -->\n  <string name=\"x\">y</string>\n  <b id='z'><c/></b>\n</a>\n"),
    (.html, "<!DOCTYPE html>\n<ul id=\"u\"><li>a<li>b</ul>\n<script>if (a < b) {}</script><br>\n"),
    (.markdown, "# A\ntext\n## B\n```\n# no\n```\nC\n===\nmore\n"),
  ]

  static func text(_ language: Language) -> String { all.first { $0.language == language }?.text ?? "" }
}
