using System.Diagnostics;
using System.Reflection;
using Counterweight.Core.Simd;
using Counterweight.Core.Sums;
using Counterweight.Histograms;
using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Xunit;

namespace Counterweight.Tests.Safety;

/// <summary>What a debugger shows of blocks, sums, splits and shapes: members that there are.</summary>
[Trait("Registers", "any")]
public sealed class DebuggerDisplayTests
{
    [Theory]
    [InlineData(typeof(Vector512Block<>))]
    [InlineData(typeof(VectorBlock<,>))]
    [InlineData(typeof(ReproducibleSum))]
    [InlineData(typeof(LossSum))]
    [InlineData(typeof(OverlapSum))]
    [InlineData(typeof(Split))]
    [InlineData(typeof(GradientSplit))]
    [InlineData(typeof(ExactSplit))]
    [InlineData(typeof(HistogramShape))]
    [InlineData(typeof(GradientHistogramShape))]
    [InlineData(typeof(ClassCell))]
    public void NamesMembersThatThereAre(Type type)
    {
        var display = type.GetCustomAttribute<DebuggerDisplayAttribute>()
            ?? type.Assembly.GetCustomAttributes<DebuggerDisplayAttribute>().Single(attribute => attribute.Target == type);
        var paths = display.Value!.Split('{').Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)]).ToArray();
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            var owner = type;
            foreach (var name in path.Split('.'))
            {
                var member = owner.GetMember(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
                Assert.True(member.Length == 1, $"{owner.Name} has no {name}.");
                owner = member[0] is PropertyInfo property ? property.PropertyType : ((FieldInfo)member[0]).FieldType;
            }
        }
    }
}
