namespace Counterweight.Features.Bundles;

/// <summary>Features of which no row has two outside their common bins.</summary>
internal sealed unsafe class Bundle(nint words)
{
    private readonly ulong[] marks = new ulong[words];
    private nint rowCount;

    /// <summary>Bins that its column needs: one of the rows that have the common bin of every feature, and the others of each.</summary>
    public int BinCount { get; private set; } = 1;

    /// <summary>The features.</summary>
    public List<BundleMember> Members { get; } = [];

    /// <summary>Whether a feature could be added, were its rows others.</summary>
    /// <param name="rows">Rows outside its common bin.</param>
    /// <param name="bins">Bins they have.</param>
    /// <param name="ofRows">Rows in all.</param>
    public bool HasRoom(nint rows, int bins, int ofRows) => rowCount + rows <= ofRows && BinCount + bins <= BinSet.Capacity;

    /// <summary>Whether one of the rows is outside the common bin of a feature here.</summary>
    public bool Meets(ulong* rows)
    {
        fixed (ulong* own = marks)
        {
            return RowMarkLoop.Meet(own, rows, words);
        }
    }

    /// <summary>Adds a feature that fits.</summary>
    public void Add(BundleMember member, nint rows, ulong* rowMarks)
    {
        fixed (ulong* own = marks)
        {
            RowMarkLoop.Join(own, rowMarks, words);
        }

        rowCount += rows;
        BinCount += member.Others.Count;
        Members.Add(member);
    }
}
