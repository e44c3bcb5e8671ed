using System.Reflection;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Point;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>What holds of every method that works on several threads.</summary>
public sealed class DegreeOfParallelismTests
{
    [Fact]
    public void EveryPublicMethodIsTried()
    {
        // A method of many types, or of rows with and without a list, may be tried more than once.
        var expected = typeof(PointLoss).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => parameter.Name is "degreeOfParallelism"))
            .Select(method => method.DeclaringType!.Name.Split('`')[0] + "." + method.Name);
        var tried = ThreadedEntries.All.Select(entry => entry.Name).ToLookup(name => name, StringComparer.Ordinal);
        Assert.Equal(expected.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), tried.Select(group => group.Key).Order(StringComparer.Ordinal));
        Assert.All(expected.GroupBy(name => name, StringComparer.Ordinal), methods => Assert.InRange(tried[methods.Key].Count(), methods.Count(), int.MaxValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void LessThanOneIsRefusedAndNothingIsWritten(int degreeOfParallelism) => Assert.All(ThreadedEntries.All, entry =>
    {
        var before = entry.State;
        var error = Assert.Throws<ArgumentOutOfRangeException>(nameof(degreeOfParallelism), () => entry.Run(degreeOfParallelism));
        Assert.Equal(degreeOfParallelism, error.ActualValue);
        Assert.Equal(before, entry.State);
    });

    [Theory]
    [InlineData(2)]
    [InlineData(1 << 30)]
    [InlineData(int.MaxValue)]
    public void AnyNumberGivesTheBitsOfOne(int degreeOfParallelism) =>
        Assert.All(ThreadedEntries.All, entry => Assert.Equal(entry.Outcome(1), entry.Outcome(degreeOfParallelism)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1 << 30)]
    public void WhatAThreadThrowsArrivesAsItWas(int degreeOfParallelism)
    {
        var scores = new float[70 * PointLoss.RowsPerWorkItem];
        for (var run = 0; run < 20; run++)
        {
            var error = Assert.Throws<TimeoutException>(() => PointLoss.Evaluate(default(FailingLoss), scores, scores, default, default, degreeOfParallelism));
            Assert.Equal("of the loss", error.Message);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1 << 30)]
    public void WhatAMergeThrowsArrivesAsItWas(int degreeOfParallelism)
    {
        var job = default(FailingMerge);
        Assert.Throws<TimeoutException>(() => WorkItems.Run(ref job, 100000, degreeOfParallelism));
    }

    private readonly struct FailingLoss : IPointLoss<FailingLoss, float>
    {
        public static string TargetRule => "any target will do";

        public static TBlock Accepts<TBlock>(TBlock target)
            where TBlock : struct, IBlock<TBlock, float> => TBlock.Equal(target, target);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => throw new TimeoutException("of the loss");
    }

    private struct FailingMerge : IWorkJob<FailingMerge>
    {
        public readonly void Run(int item)
        {
            // Nothing to do.
        }

        public readonly void Merge(in FailingMerge other) => throw new TimeoutException();
    }
}
