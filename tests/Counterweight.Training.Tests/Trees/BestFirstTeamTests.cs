using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Losses;
using Counterweight.Losses.Location;
using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class BestFirstTeamTests
{
    // Other tests hold the pool's threads: without more of them a team is mostly alone.
    public BestFirstTeamTests()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 16), ports);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(int.MaxValue)]
    public void ATeamGrowsTheTreeOfOneThread(int threads)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var (one, team) = (new Gains(seed, seed % 3 == 0), new Gains(seed, seed % 3 == 0));
            var policy = new GrowthPolicy(GrowthOrder.BestFirst, 20, 1 + (int)(seed * seed % 151));
            var expected = Splits(one, policy, 1);
            Assert.Equal(expected, Splits(team, policy, threads));
            Assert.Empty(one.Undone);
            Assert.Equal(expected.Concat(team.Undone).Order(), team.Divided.Order());
        }
    }

    [Fact]
    public void MoreNodesThanThereIsRoomForAtFirst()
    {
        var policy = new GrowthPolicy(GrowthOrder.BestFirst, 40, 3000);
        var expected = Splits(new Gains(7, false), policy, 1);
        Assert.Equal(2999, expected.Length);
        Assert.Equal(expected, Splits(new Gains(7, false), policy, 3));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void DivisionsAheadAreFewAndNoneIsAheadOfTheLast(int threads)
    {
        foreach (var (leaves, most) in ((int, int)[])[(2, 0), (3, 0), (10, 4), (40, 8 * threads), (400, 8 * threads)])
        {
            for (ulong seed = 0; seed < 20; seed++)
            {
                var gains = new Gains(seed, false);
                Splits(gains, new GrowthPolicy(GrowthOrder.BestFirst, 40, leaves), threads, rows: 10_000);
                Assert.InRange(gains.Undone.Count, 0, most);
                Assert.InRange(gains.Searched, 1, 1 + (2 * gains.Divided.Count));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void WhatADivisionThrowsComesOutAndTheOthersStop(int divisions)
    {
        var gains = new Gains(7, false) { Failing = divisions };
        Assert.Throws<InvalidTimeZoneException>(() => Splits(gains, new GrowthPolicy(GrowthOrder.BestFirst, 40, 300), 3, rows: 10_000));
        Assert.InRange(gains.Divided.Count, divisions, divisions + 60);
    }

    /// <summary>It would leave others waiting for what it has taken.</summary>
    [Fact]
    public void AnInterruptedCallerStaysInTheTeam()
    {
        using var goOn = new ManualResetEventSlim();
        var policy = new GrowthPolicy(GrowthOrder.BestFirst, 20, 40);
        var (expected, found, wasInterrupted) = (Splits(new Gains(1, false), policy, 1), Array.Empty<ulong>(), false);
        var caller = new Thread(() =>
        {
            var (own, divisions) = (Environment.CurrentManagedThreadId, 0);
            found = Splits(new Gains(1, false) { Dividing = Wait }, policy, 2);
            try
            {
                Thread.Sleep(TimeSpan.FromSeconds(60));
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }

            void Wait()
            {
                // The root's children are two: each thread divides one, and the caller's has no more before the other's is done.
                if (Interlocked.Increment(ref divisions) > 1 && Environment.CurrentManagedThreadId != own)
                {
                    goOn.Wait(TimeSpan.FromSeconds(60));
                }
            }
        });
        caller.Start();
        Thread.Sleep(100);
        caller.Interrupt();
        Thread.Sleep(20);
        goOn.Set();
        Assert.True(caller.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal(expected, found);
        Assert.True(wasInterrupted);
    }

    [Fact]
    public void RowsOfADivisionUndoneHaveTheirOrderAgain()
    {
        // Behind either half of the first feature is an exclusive or: the first of them to be split leads to greater gains, and the other is undone.
        const int Rows = 20_000;
        var random = new Random(1);
        double[] bits = [.. Enumerable.Range(0, 60 * Rows).Select(index => index is > Rows and < Rows + 10 ? 1.0 : random.Next(2))];
        float[] targets = [.. Enumerable.Range(0, Rows).Select(row => (float)((5 * bits[row]) + (0.1 * bits[Rows + row]) + (bits[Rows + row] == bits[(2 * Rows) + row] ? 1 : 0)))];
        var bins = BinnedDataset.Create(TestData.Create(60, 2, bits, new int[Rows])).WithTargets(targets);
        var options = new GradientBoostingOptions { Rounds = 10, LearningRate = 1e-3, Tree = new() { MaxLeaves = 4, L2 = 0, MinHessian = 0 } };
        var one = TestData.Saved(GradientBoostingRegressor.Fit(bins, default(FirstResidual), options));
        for (var time = 0; time < 12; time++)
        {
            Assert.Equal(one, TestData.Saved(GradientBoostingRegressor.Fit(bins, default(FirstResidual), options with { DegreeOfParallelism = 2 + (time % 3), CellsPerThread = 1 })));
        }
    }

    /// <summary>The paths of the split nodes, in any order; histograms are all given back.</summary>
    private static ulong[] Splits(Gains gains, GrowthPolicy policy, int threads, int rows = 1 << 18)
    {
        var nodes = new NodeStore<byte, long>(1, 1);
        nodes.AddRoot(NodeKey.Root(1, 0), [0], [new RowRange(0, rows)]);
        new TreeGrower<byte, long>(policy, threads, new GrowthProgress(FitMonitor.None, rows)).Grow(nodes, gains);
        var numbering = NodeNumbering.Create(nodes, NodeOrder.ByLevel);
        Assert.All(Enumerable.Range(0, nodes.Count), node => Assert.Null(nodes[node].Histogram));
        Assert.Equal(numbering.Nodes.Count, (2 * numbering.Splits.Count) + 1);
        return [.. numbering.Splits.Select(number => nodes[numbering.Nodes[number]].Key.Path).Order()];
    }

    /// <summary>The loss of a user whose locations show the order of the rows.</summary>
    private readonly struct FirstResidual : IPointLoss<FirstResidual, float>, ILocationLoss<float>
    {
        public bool IsQuadratic => false;

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => default(SquaredLoss<float>).Evaluate(score, target, out value, out gradient, out hessian);

        public float Location(ReadOnlySpan<float> residuals, ReadOnlySpan<float> weights = default) => residuals[0];
    }

    /// <summary>Splits whose gains and sizes are random numbers of the node's path; one in eight nodes has none.</summary>
    private sealed class Gains(ulong seed, bool areEqual) : SplitSource<byte, long>
    {
        private int searched;
        private int divisions;

        /// <summary>The number of the division that throws.</summary>
        public int Failing { get; init; } = -1;

        /// <summary>What each division waits for.</summary>
        public Action Dividing { get; init; } = () => { };

        public int Searched => searched;

        public ConcurrentBag<ulong> Divided { get; } = [];

        public ConcurrentBag<ulong> Undone { get; } = [];

        public override bool DividesSideBySide => true;

        public override bool AllowsSplit(ReadOnlySpan<long> sums) => true;

        public override bool Search(NodeStore<byte, long> nodes, int node, int degreeOfParallelism)
        {
            Interlocked.Increment(ref searched);
            var number = Number(nodes[node].Key.Path);
            if (number % 8 == 0)
            {
                return false;
            }

            nodes[node].Histogram ??= [];
            nodes[node].Gain = areEqual ? 1 + (number % 3) : Math.ScaleB(1 + number, -nodes[node].Depth);
            return true;
        }

        public override void Divide(NodeStore<byte, long> nodes, int node, int degreeOfParallelism)
        {
            Divided.Add(nodes[node].Key.Path);
            var number = Interlocked.Increment(ref divisions);
            Dividing();
            if (Failing > 0 && number == 2)
            {
                // The other child of the root, by another thread.
                SpinWait.SpinUntil(() => Volatile.Read(ref divisions) > 2, TimeSpan.FromSeconds(20));
            }

            if (number == Failing + 1)
            {
                throw new InvalidTimeZoneException();
            }

            // While an exception is on its way.
            if (Failing >= 0 && number > Failing)
            {
                Thread.Sleep(2);
            }

            var rows = nodes.Rows(node);
            var middle = rows.Start + (int)(Number(nodes[node].Key.Path ^ 1) % (ulong)(rows.Length + 1));
            var left = nodes[node].LeftChild;
            nodes.Ranges(left)[0] = new RowRange(rows.Start, middle);
            nodes.Ranges(left + 1)[0] = new RowRange(middle, rows.End);
        }

        public override void HandDown(NodeStore<byte, long> nodes, int node, int degreeOfParallelism)
        {
            var left = nodes[node].LeftChild;
            nodes[left].Histogram = nodes[left].State == NodeState.Leaf ? null : [];
            nodes[left + 1].Histogram = nodes[left + 1].State == NodeState.Leaf ? null : nodes[node].Histogram;
            ref var held = ref nodes[node];
            Thread.SpinWait((int)(Number(nodes[node].Key.Path ^ 3) % 2000));
            Assert.True(Unsafe.AreSame(ref held, ref nodes[node]), "A node has moved while it is divided.");
            Release(ref nodes[node]);
        }

        public override void Undo(NodeStore<byte, long> nodes, int node)
        {
            Undone.Add(nodes[node].Key.Path);
            Release(ref nodes[nodes[node].LeftChild]);
            Release(ref nodes[nodes[node].LeftChild + 1]);
        }

        public override void Release(ref GrowingNode<byte, long> node) => node.Histogram = null;

        private ulong Number(ulong path)
        {
            var number = (path + (seed * 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
            return (number ^ (number >> 29)) % 1_000_003;
        }
    }
}
