using System.Numerics.Tensors;
using System.Reflection;
using Counterweight.Core.Simd;
using Counterweight.Elementwise;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>Whoever adds a kernel adds its case.</summary>
[Trait("Registers", "any")]
public sealed class CoverageTests
{
    private static readonly Type[] OperatorInterfaces = [typeof(IPointLoss<,>), typeof(ISoftmaxLoss<>), typeof(ISoftTargetLoss<>), typeof(IMap<>), typeof(IImpurity)];

    private static readonly Type[] Spans = [typeof(Span<>), typeof(ReadOnlySpan<>), typeof(TensorSpan<>), typeof(ReadOnlyTensorSpan<>)];

    /// <summary>What counts labels or keeps sets of categories: state without a reference to compute, which has tests of its own.</summary>
    private static readonly string[] Counters =
        ["ClassRatioAlarm.Add", "DecayedLabelCounts.Add", "DecayedLabelCounts.Restore", "LabelWindow.Add", "LabelWindow.Restore", "CategorySetList.Add"];

    private static readonly HashSet<string> Covered = KernelCatalog.All.SelectMany(kernel => kernel.Covers).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<Type> Published => typeof(PointLoss).Assembly.GetExportedTypes();

    [Fact]
    public void EveryPublicEntryHasACase()
    {
        // What returns a view of spans computes nothing.
        var entries = Published
            .Where(type => type.IsClass && type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => IsSpan(parameter.ParameterType)) && !method.ReturnType.IsByRefLike)
            .Concat(Published.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: true } && !type.IsSubclassOf(typeof(Delegate)))
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(method => method.GetParameters().Any(parameter => IsSpan(parameter.ParameterType))))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("PointLoss.Evaluate", entries);
        Assert.Empty(entries.Except(Covered, StringComparer.Ordinal).Except(Counters, StringComparer.Ordinal));
        Assert.Empty(Counters.Except(entries, StringComparer.Ordinal));
    }

    [Fact]
    public void EveryPublicOperatorHasACase()
    {
        var operators = Published
            .Where(type => type.IsValueType && type.GetInterfaces().Any(IsOperator))
            .Select(type => type.Name)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("GiniImpurity", operators);
        Assert.Empty(operators.Except(Covered, StringComparer.Ordinal));

        // An operator interface that this test does not know would hide its operators.
        Assert.DoesNotContain(Published, type => type.IsInterface && type.GetMethods().Any(method => method.IsGenericMethod) && !IsOperator(type) && type != typeof(IBlockJob<>));
    }

    [Fact]
    public void EveryMethodThatMakesRowsHasACase()
    {
        var methods = Published.Where(type => type.BaseType == typeof(OverSampler) || type.BaseType == typeof(CombinedSampler)).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("Smote", methods);
        Assert.Contains("SmoteEnn", methods);
        Assert.Empty(methods.Except(Covered, StringComparer.Ordinal));
    }

    [Fact]
    public void CasesCoverNothingThatIsGone()
    {
        var names = Published.SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}").Append(type.Name)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Covered.Except(names, StringComparer.Ordinal));
    }

    [Fact]
    public void NamesAreUnique() => Assert.Distinct(KernelCatalog.All.Select(kernel => kernel.ToString()), StringComparer.Ordinal);

    private static bool IsOperator(Type type) => OperatorInterfaces.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type);

    /// <summary>A span, or a view of spans such as a curve.</summary>
    private static bool IsSpan(Type type) => type.IsByRefLike || (type.IsGenericType && Spans.Contains(type.GetGenericTypeDefinition()));

    /// <summary>Tests of one case run side by side, so what a case keeps is its thread's alone.</summary>
    [Fact]
    public void NoCaseHasStateThatThreadsShare()
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        // A parameter that a type captures is a field too, whose name ends so.
        const string Captured = ">P";
        var types = KernelCatalog.All.Select(kernel => kernel.GetType()).Distinct()
            .SelectMany(Bases)
            .Distinct();
        Assert.Empty(types.SelectMany(type => type.GetFields(Own)).Where(field => field is { IsInitOnly: false, IsLiteral: false } && !field.Name.EndsWith(Captured, StringComparison.Ordinal) && !field.IsDefined(typeof(ThreadStaticAttribute)))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));
    }

    private static IEnumerable<Type> Bases(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            yield return type;
        }
    }
}
