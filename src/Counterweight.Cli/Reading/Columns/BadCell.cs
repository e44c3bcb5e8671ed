using System.Runtime.InteropServices;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>A cell of a column of numbers or times that is neither one nor missing.</summary>
/// <param name="Line">Line, from 1; the row's number from 1 in formats without lines.</param>
/// <param name="Text">What it holds.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BadCell(long Line, string Text);
