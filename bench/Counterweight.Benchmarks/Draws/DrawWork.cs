using Counterweight.Benchmarks.Timing;
using Counterweight.Benchmarks.Trees;
using Counterweight.Draws;

namespace Counterweight.Benchmarks.Draws;

/// <summary>Weighted draws, with replacement from an alias table, which is built anew, or without.</summary>
internal sealed class DrawWork : ServedTreeWork
{
    private readonly double[] weights;
    private readonly int[] draws;
    private readonly ulong[] columns;
    private readonly long[] workspace;

    public DrawWork(TreeRequest request)
    {
        weights = RawArray.Read<double>(request.Directory, "w.f64");
        draws = new int[request.Positive("draws")];
        var withReplacement = request.OneOf("replacement", true, ("yes", true), ("no", false));
        request.RefuseOthers();
        columns = new ulong[withReplacement ? weights.Length : 0];
        workspace = new long[withReplacement ? 0 : DrawsWithoutReplacement.WorkspaceLength(draws.Length)];
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall([() => Draw(threads)], budget, clock)[0];

    public override void WriteResults(string directory) => RawArray.Write<int>(directory, "drawn.i32", draws);

    private void Draw(int threads)
    {
        if (columns.Length > 0)
        {
            AliasTable.Build<double>(weights, columns);
            AliasTable.Draw(columns, new(1), 0, draws, threads);
        }
        else
        {
            DrawsWithoutReplacement.Draw<double>(weights, new(1), 0, draws, workspace);
        }
    }
}
