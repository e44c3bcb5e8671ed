using System.Runtime.InteropServices;

namespace Counterweight.Features;

/// <summary>Which rows of a matrix take part: all of them, which is the default, or those of a list.</summary>
/// <remarks>An empty list is no row. It is not the same as all rows.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct RowSet
{
    private readonly ReadOnlySpan<int> rows;

    /// <summary>The rows of a list.</summary>
    /// <param name="rows">Row numbers in any order; ascending ones are fastest. A row listed twice counts twice.</param>
    public RowSet(ReadOnlySpan<int> rows)
    {
        this.rows = rows;
        IsList = true;
    }

    /// <summary>All rows, in their order.</summary>
    public static RowSet All => default;

    /// <summary>Whether the rows are those of a list.</summary>
    public bool IsList { get; }

    /// <summary>The list; empty where all rows take part.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>The rows of a list.</summary>
    /// <param name="rows">Row numbers.</param>
    public static implicit operator RowSet(ReadOnlySpan<int> rows) => new(rows);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{int})"/>
    public static implicit operator RowSet(Span<int> rows) => new(rows);

    /// <inheritdoc cref="op_Implicit(ReadOnlySpan{int})"/>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null: say <see cref="All"/> or give an empty list.</exception>
    public static implicit operator RowSet(int[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(rows);
    }

    /// <summary>How many rows take part.</summary>
    /// <param name="rowCount">Rows of the matrix.</param>
    internal int Count(int rowCount) => IsList ? rows.Length : rowCount;

    /// <summary>The row at a place.</summary>
    /// <param name="place">Below <see cref="Count"/>.</param>
    internal int this[int place] => IsList ? rows[place] : place;
}
