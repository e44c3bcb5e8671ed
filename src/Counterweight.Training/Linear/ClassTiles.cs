using Counterweight.Core.Simd;

namespace Counterweight.Training.Linear;

/// <summary>
/// Moves up to four neighbouring classes of a block of rows between registers and row-major scores. Classes are cut
/// into tiles of four; the last of them overlaps the one before, and two or three classes are read as pairs or triples.
/// </summary>
internal static class ClassTiles
{
    /// <summary>First class of the tile that begins the unfinished classes at <paramref name="done"/>.</summary>
    public static int FirstClass(int done, int classCount) => Math.Max(0, Math.Min(done, classCount - 4));

    public static void Load<TBlock>(ref double scores, int classCount, out TBlock c0, out TBlock c1, out TBlock c2, out TBlock c3)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        c2 = c3 = TBlock.Zero;
        if (classCount == 2)
        {
            TBlock.LoadInterleaved(ref scores, out c0, out c1);
        }
        else if (classCount == 3)
        {
            TBlock.LoadInterleaved(ref scores, out c0, out c1, out c2);
        }
        else
        {
            TBlock.LoadColumns(ref scores, classCount, out c0, out c1, out c2, out c3);
        }
    }

    public static void Store<TBlock>(ref double scores, int classCount, TBlock c0, TBlock c1, TBlock c2, TBlock c3)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        if (classCount == 2)
        {
            TBlock.StoreInterleaved(ref scores, c0, c1);
        }
        else if (classCount == 3)
        {
            TBlock.StoreInterleaved(ref scores, c0, c1, c2);
        }
        else
        {
            TBlock.StoreColumns(ref scores, classCount, c0, c1, c2, c3);
        }
    }
}
