using System.Buffers.Binary;
using System.Security.Cryptography;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <content>Versions, checksums and names around the model.</content>
public partial class ForgedFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(0x01000000)]
    [InlineData(-1)]
    public void OtherVersionsAreRefused(int version)
    {
        var bytes = Tree.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), version);
        Assert.Contains($"is of version {version}", Assert.Throws<InvalidDataException>(() => Load(Signed(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFirstBytesAreRefused()
    {
        for (var at = 0; at < 8; at++)
        {
            var bytes = Tree.ToArray();
            bytes[at] ^= 0x20;
            Assert.Equal("This is no model file.", Assert.Throws<InvalidDataException>(() => Load(Signed(bytes))).Message);
        }
    }

    [Fact]
    public void NamesThatAreNoTextAreRefused()
    {
        // The feature's name, one byte long, becomes the start of a longer sequence.
        var bytes = TestData.Saved(DecisionTreeClassifier.Fit(Pure), new ModelSchema([new("f")], ["c", "d"]));
        Assert.Equal((byte)'f', bytes[Payload + 8]);
        bytes[Payload + 8] = 0xC3;
        Assert.Contains("not UTF-8", Assert.Throws<InvalidDataException>(() => Load(Signed(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAfterTheModelAreRefused()
    {
        foreach (var bytes in (byte[][])[Tree, Forest, AdaBoost, Boosting, Regression, Logistic])
        {
            byte[] longer = [.. bytes[..^32], 0, .. bytes[^32..]];
            BinaryPrimitives.WriteInt64LittleEndian(longer.AsSpan(28), bytes.Length - Payload - 32 + 1);
            Assert.Contains("bytes are left over", Assert.Throws<InvalidDataException>(() => Load(Signed(longer))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NamesOfOtherNumbersAreRefusedWhenLoaded()
    {
        // A name of each feature and class: "f" and "c", "d"; then the number of names is one too few.
        var bytes = TestData.Saved(DecisionTreeClassifier.Fit(Pure), new ModelSchema([new("f")], ["c", "d"]));
        Assert.Equal(["c", "d"], ModelFile.Load(new MemoryStream(bytes)).Schema.Classes);
        byte[] one = [.. bytes[..(Payload + 9)], 1, 0, 0, 0, .. bytes[(Payload + 13)..(Payload + 18)], .. bytes[(Payload + 23)..]];
        BinaryPrimitives.WriteInt64LittleEndian(one.AsSpan(28), one.Length - Payload - 32);
        Assert.Contains("schema.Classes has 1 elements for 2 classes", Assert.Throws<InvalidDataException>(() => Load(Signed(one))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfCategoriesThatTheModelDoesNotHaveAreRefusedWhenLoaded()
    {
        // "f", no category of two; then the flag that says whether "g" has categories, and one name, "a".
        var data = TestData.Create(2, 2, [1, 2, 0, 0], [0, 1]).WithCategories([null, ["a"]]);
        var bytes = TestData.Saved(DecisionTreeClassifier.Fit(data), new ModelSchema([new("f"), new("g", ["a"])], ["c", "d"]));
        Assert.Equal([1, 1, 0, 0, 0, 1, 0, 0, 0, (byte)'a'], bytes[(Payload + 29)..(Payload + 39)]);
        Assert.Equal(["a"], ModelFile.Load(new MemoryStream(bytes)).Schema.Features[1].Categories);
        byte[] swapped = [.. bytes[..(Payload + 28)], .. bytes[(Payload + 29)..(Payload + 39)], 0, .. bytes[(Payload + 39)..]];
        Assert.Contains("schema.Features[0], 'f', has categories, but the model splits numbers", Assert.Throws<InvalidDataException>(() => Load(Signed(swapped))).Message, StringComparison.Ordinal);
        byte[] none = [.. bytes[..(Payload + 30)], 0, 0, 0, 0, .. bytes[(Payload + 39)..]];
        BinaryPrimitives.WriteInt64LittleEndian(none.AsSpan(28), none.Length - Payload - 32);
        Assert.Contains("has 0 names", Assert.Throws<InvalidDataException>(() => Load(Signed(none))).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 where 0 or 1 belongs", Assert.Throws<InvalidDataException>(() => Load(Signed([.. bytes[..(Payload + 28)], 2, .. bytes[(Payload + 29)..]]))).Message, StringComparison.Ordinal);
    }
}
