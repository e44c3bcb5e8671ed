using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>As <see cref="AccuracyTests"/>, of methods that make new rows: apart, since planted faults of resampling are looked for by these alone.</summary>
[Trait("Registers", "any")]
public sealed class ResamplingAccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(CaseNames.ResamplingWithInputs), MemberType = typeof(CaseNames))]
    public void EqualsItsReference(string name, InputKind kind) => AccuracyTests.Judge(name, kind, output);
}
