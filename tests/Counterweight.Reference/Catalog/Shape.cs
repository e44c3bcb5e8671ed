using System.Globalization;

namespace Counterweight.Reference.Catalog;

/// <summary>Rows and elements a row; a width of 1 is a plain array.</summary>
public readonly record struct Shape(int Rows, int Width = 1)
{
    /// <summary>Elements in all.</summary>
    public int Elements => Rows * Width;

    /// <summary><c>65536x2</c>, or <c>65536</c> for a plain array.</summary>
    public override string ToString() => Width == 1
        ? Rows.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Rows}x{Width}");
}
