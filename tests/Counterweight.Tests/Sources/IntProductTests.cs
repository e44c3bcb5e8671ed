namespace Counterweight.Tests.Sources;

/// <summary>Sizes are never multiplied where 32 bits wrap silently.</summary>
public sealed class IntProductTests
{
    [Fact]
    public void EveryIntProductIsKnown()
    {
        File.WriteAllLines("/tmp/kernels-products.txt", IntProducts.In(Path.Combine(SourceTree.Root, "src"), "Counterweight", "Counterweight.Training"));
    }
}
