// One OpenSearch node as a process of its own, for tests on loopback. Nothing but the jars of pom.xml.
//   TestNode FOLDER node.name=a network.host=127.0.0.1 key=value ...
// FOLDER gets config/, data/ and logs/. It prints "started" once HTTP answers, and ends cleanly on SIGTERM.
// Not as in a packaged server: no bootstrap checks, no security manager or agent, no opensearch.yml needed.
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

public final class TestNode {
    /** A module as its plugin-descriptor.properties has it: name, whom it extends, and its class (2.x and 3.x differ). */
    private record Module(String name, List<String> extended, String... types) { }

    private static final List<Module> MODULES = List.of(
        new Module("transport-netty4", List.of(),
            "org.opensearch.transport.Netty4ModulePlugin", "org.opensearch.transport.Netty4Plugin"),
        new Module("lang-painless", List.of(),
            "org.opensearch.painless.PainlessModulePlugin", "org.opensearch.painless.PainlessPlugin"),
        new Module("analysis-common", List.of("lang-painless"),
            "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
            "org.opensearch.analysis.common.CommonAnalysisPlugin"),
        new Module("reindex", List.of(),
            "org.opensearch.index.reindex.ReindexModulePlugin", "org.opensearch.index.reindex.ReindexPlugin"),
        new Module("opensearch-knn", List.of("lang-painless"),
            "org.opensearch.knn.plugin.KNNPlugin")
    );

    private static final class Local extends Node {
        @SuppressWarnings({"unchecked", "rawtypes"})  // 2.x takes classes here, 3.x takes descriptions
        Local(Environment environment, Collection modules) {
            super(environment, modules, true);
        }
    }

    /** The modules whose jars are on the classpath, as this version of Node wants them, but that of -Dwithout. */
    private static List<Object> modules() {
        List<Object> found = new ArrayList<>();
        for (Module module : MODULES) {
            if (module.name().equals(System.getProperty("without"))) {
                continue;
            }
            for (String type : module.types()) {
                try {
                    Class<?> there = Class.forName(type);
                    found.add(Version.CURRENT.major < 3 ? there : new PluginInfo(module.name(), "", "NA",
                        Version.CURRENT, "17", type, null, module.extended(), false));
                    break;
                } catch (ClassNotFoundException absent) {
                    continue;
                }
            }
        }
        return found;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("logs"));  // for node.portsfile
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        for (int i = 1; i < arguments.length; i++) {
            String[] pair = arguments[i].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Map.of(), home.resolve("config"), () -> "node");
        Node node = new Local(environment, modules());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception late) {
                late.printStackTrace();
            }
        }));
        node.start();
        System.out.println("started");
        Thread.currentThread().join();
    }
}
