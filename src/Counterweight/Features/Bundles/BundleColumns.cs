namespace Counterweight.Features.Bundles;

/// <summary>The features of each column, and how their bins become the column's.</summary>
/// <param name="starts">Where the members of each column begin, and behind the last where they end.</param>
/// <param name="members">Features, column by column.</param>
/// <param name="commons">The common bin of each member.</param>
/// <param name="codes">A bin of the column for each of 256 bins of each member; 0: the common one, or one that no row has. Empty of a column of one feature.</param>
internal sealed class BundleColumns(int[] starts, int[] members, byte[] commons, byte[][] codes)
{
    public int Count => starts.Length - 1;

    /// <summary>Features of a column.</summary>
    public int MemberCount(int column) => starts[column + 1] - starts[column];

    /// <summary>A feature of a column.</summary>
    public int Member(int column, int number) => members[starts[column] + number];

    /// <summary>Its common bin.</summary>
    public byte Common(int column, int number) => commons[starts[column] + number];

    /// <summary>The bins of the column that its bins become.</summary>
    public ReadOnlySpan<byte> Codes(int column, int number) => codes[starts[column] + number];
}
