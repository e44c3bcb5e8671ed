using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>Draws of a batch, cut into items; an item goes through its random words a buffer at a time.</summary>
internal readonly unsafe struct AliasDrawJob(ulong* columns, int columnCount, RandomStream stream, long start, int* destination, int count) : IWorkJob<AliasDrawJob>
{
    private readonly ulong* columns = columns;
    private readonly int columnCount = columnCount;
    private readonly RandomStream stream = stream;
    private readonly long start = start;
    private readonly int* destination = destination;
    private readonly int count = count;

    public int Items => WorkItems.Count(count, DrawTuning.DrawsPerItem);

    [SkipLocalsInit]
    public void Run(int item)
    {
        var (first, length) = WorkItems.Range(item, DrawTuning.DrawsPerItem, count);
        var words = stackalloc ulong[DrawTuning.DrawsAtOnce];
        var tail = stackalloc int[AliasDrawLoop.Step];
        for (var done = 0; done < length; done += DrawTuning.DrawsAtOnce)
        {
            var here = Math.Min(length - done, DrawTuning.DrawsAtOnce);
            stream.FillBits(DrawChecks.WordsPerDraw * (start + first + done), MemoryMarshal.Cast<ulong, uint>(new Span<ulong>(words, here)));
            var whole = here - (here % AliasDrawLoop.Step);
            AliasDrawLoop.Run(columns, columnCount, words, destination + first + done, whole);
            if (whole < here)
            {
                var rest = here - whole;
                new Span<ulong>(words + here, AliasDrawLoop.Step - rest).Clear();
                AliasDrawLoop.Run(columns, columnCount, words + whole, tail, AliasDrawLoop.Step);
                new Span<int>(tail, rest).CopyTo(new(destination + first + done + whole, rest));
            }
        }
    }
}
