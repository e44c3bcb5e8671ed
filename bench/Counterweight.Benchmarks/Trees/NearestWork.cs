using Counterweight.Benchmarks.Timing;
using Counterweight.Neighbors;

namespace Counterweight.Benchmarks.Trees;

/// <summary>The nearest candidates of queries.</summary>
internal sealed class NearestWork : ServedTreeWork
{
    private readonly float[] candidates;
    private readonly float[] queries;
    private readonly int features;
    private readonly int k;
    private readonly int[] indices;
    private readonly float[] squared;

    public NearestWork(TreeRequest request)
    {
        (features, k) = (request.Positive("features"), request.Positive("k"));
        request.RefuseOthers();
        candidates = RawArray.Read<float>(request.Directory, "candidates.f32");
        queries = RawArray.Read<float>(request.Directory, "queries.f32");
        var results = (long)queries.Length / features * k;
        if (results > Array.MaxLength)
        {
            throw new UsageException($"{k} neighbors of each query are more than an array holds.");
        }

        (indices, squared) = (new int[results], new float[results]);
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall(
        [() => NearestNeighbors.Search(candidates, queries, features, k, indices, squared, degreeOfParallelism: threads)], budget, clock)[0];

    public override void WriteResults(string directory)
    {
        RawArray.Write<int>(directory, "indices.i32", indices);
        RawArray.Write<float>(directory, "squared.f32", squared);
    }
}
