using Counterweight.Benchmarks.Timing;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Splits;

namespace Counterweight.Benchmarks.Trees;

/// <summary>The best split of each of some nodes, whose histograms were built before from as many rows each.</summary>
internal sealed class SplitScanWork : ServedTreeWork
{
    private readonly GradientHistogramShape shape;
    private readonly GradientHistogramScale scale;
    private readonly GradientSplitOptions options;
    private readonly long[] histograms;
    private readonly int[] nodes;
    private readonly GradientSplit[] splits;

    public SplitScanWork(TreeRequest request)
    {
        shape = new GradientHistogramShape(request.Positive("features"), request.Positive("bins"));
        var nodeCount = request.Positive("nodes");
        options = new GradientSplitOptions { MinRowCount = request.Positive("min-rows", 1), MinHessian = request.Real("min-hessian", 0) };
        request.RefuseOthers();
        if ((long)shape.Length * nodeCount > Array.MaxLength)
        {
            throw new UsageException($"{nodeCount} histograms are more than an array holds.");
        }

        var gradients = RawArray.Read<float>(request.Directory, "g.f32");
        var hessians = RawArray.Read<float>(request.Directory, "h.f32", gradients.Length);
        var bins = BinFile.ReadRowMajor(request.Directory, gradients.Length, shape.FeatureCount);
        var rows = RawArray.Read<int>(request.Directory, "rows.i32");
        scale = GradientHistogramScale.For<float>([], gradients, hessians);
        nodes = [.. Enumerable.Range(0, nodeCount)];
        histograms = new long[shape.Length * nodes.Length];
        splits = new GradientSplit[nodes.Length];
        var each = rows.Length / nodes.Length;
        foreach (var node in nodes)
        {
            GradientHistogram.Build<byte, float>(
                BinMatrix.Create(bins, gradients.Length, shape.FeatureCount),
                [],
                gradients,
                hessians,
                new(histograms.AsSpan(node * shape.Length, shape.Length), shape, scale),
                rows.AsSpan(node * each, each));
        }
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall(
        [() => GradientSplitSearch.FindAll(new(histograms, shape, scale), nodes, splits, options: options, degreeOfParallelism: threads)], budget, clock)[0];

    public override void WriteResults(string directory) =>
        RawArray.Write<double>(directory, "gains.f64", [.. splits.Select(split => split.Gain)]);
}
