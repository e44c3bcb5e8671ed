using System.Runtime.InteropServices;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>One of the distinct texts of a coded column.</summary>
/// <param name="Text">The text, without the space around it.</param>
/// <param name="RowCount">Rows that hold it.</param>
/// <param name="FirstLine">Line, from 1, of the first of them; the row's number from 1 in formats without lines.</param>
/// <param name="IsMissing">Whether it is a missing value.</param>
/// <param name="Number">Its value in the column's notation; NaN where it is missing or no number.</param>
/// <param name="Time">Seconds since 1970 in the column's notation; NaN where it is missing or no time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DistinctText(string Text, int RowCount, long FirstLine, bool IsMissing, double Number, double Time)
{
    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => !double.IsNaN(Number);

    /// <summary>Whether it is a time.</summary>
    public bool IsTime => !double.IsNaN(Time);
}
