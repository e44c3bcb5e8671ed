using System.Runtime.InteropServices;

namespace Counterweight.Cli.Columns;

/// <summary>A class of the label.</summary>
/// <param name="Name">The label's text.</param>
/// <param name="RowCount">Rows of it.</param>
/// <param name="FirstLine">Line of the first of them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LabelClass(string Name, int RowCount, long FirstLine);
