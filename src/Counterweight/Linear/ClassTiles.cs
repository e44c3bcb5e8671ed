using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Linear;

/// <summary>
/// Moves up to four neighbouring classes of a block of rows between registers and row-major scores. Classes are cut
/// into tiles of four; the last of them overlaps the one before, and fewer than four classes have one tile.
/// </summary>
internal static class ClassTiles
{
    /// <summary>First class of the tile that begins the unfinished classes at <paramref name="done"/>.</summary>
    public static int FirstClass(int done, int classCount) => Math.Max(0, Math.Min(done, classCount - 4));

    /// <summary>Runs a loop compiled for the classes of a tile: as many as there are, four at most.</summary>
    public static void Run<TJob>(ref TJob job, int classCount)
        where TJob : struct, IClassTileJob, allows ref struct
    {
        switch (classCount)
        {
            case 1: job.Run<TileClasses.One>(); break;
            case 2: job.Run<TileClasses.Two>(); break;
            case 3: job.Run<TileClasses.Three>(); break;
            default: job.Run<TileClasses.Four>(); break;
        }
    }

    public static void Load<TBlock, T>(ref T scores, int classCount, out TBlock c0, out TBlock c1, out TBlock c2, out TBlock c3)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        c1 = c2 = c3 = TBlock.Zero;
        if (classCount == 1)
        {
            c0 = TBlock.Load(ref scores);
        }
        else if (classCount == 2)
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

    public static void Store<TBlock, T>(ref T scores, int classCount, TBlock c0, TBlock c1, TBlock c2, TBlock c3)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (classCount == 1)
        {
            TBlock.Store(c0, ref scores);
        }
        else if (classCount == 2)
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
